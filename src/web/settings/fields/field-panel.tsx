import { IconLock, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Field, fieldFillers, fieldTypes } from '#contract/field.ts';
import { failureOf } from '../../api.ts';
import { useKeys } from '../../frame/keys.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { useFieldLabel } from '../../identifiers/use-field-label.ts';
import { LeaveEdits } from '../leave-edits.tsx';
import { NotSaved } from '../not-saved.tsx';
import { Optional } from '../optional.tsx';
import { PanelFoot, SidePanel } from '../side-panel.tsx';
import { useDraft } from '../use-draft.ts';
import { useMayManage } from '../use-may-manage.ts';
import { DeleteField } from './delete-field.tsx';
import { FieldIdentifies } from './field-identifies.tsx';
import { editOf, type FieldValues, inputOf, newField, valuesOf, wrongWith } from './field-values.ts';
import { OnSeveral } from './on-several.tsx';
import { useShapeWords } from './shape-words.ts';
import { useFieldChanges } from './use-fields.ts';

interface FieldPanelProps {
  /** Undefined for a new one. */
  field: Field | undefined;
  of: Field['of'];
  all: Field[];
  /** Asks first when something is not saved. */
  onClose: () => void;
  /** Leaves edits behind. */
  onLeave: () => void;
  onMade: (id: string) => void;
}

/** One field: what it is called, what it holds, whether it identifies, who may fill it in. */
export function FieldPanel({ field, of, all, onClose, onLeave, onMade }: FieldPanelProps) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel();
  const mayManage = useMayManage();
  const shapeWords = useShapeWords();
  const { create, edit } = useFieldChanges();
  const { values, changes, dirty, set, reset } = useDraft<FieldValues>(
    field ? valuesOf(field) : newField(of, fieldFillers),
  );
  const [tried, setTried] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const saving = create.isPending || edit.isPending;
  const error = create.error ?? edit.error;
  const locked = !mayManage || field?.preset === true;
  const wrong = tried ? wrongWith(values) : {};
  const taken = error !== null && failureOf(error).code === 'CONFLICT';

  const save = async (): Promise<boolean> => {
    setTried(true);
    if (Object.keys(wrongWith(values)).length > 0) return false;
    if (saving || !dirty) return !saving;
    try {
      if (field) {
        await edit.mutateAsync({ field, edit: editOf(values, changes) });
        reset();
      } else onMade((await create.mutateAsync(inputOf(values))).id);
      return true;
    } catch {
      return false; // shown where it belongs
    }
  };
  useKeys({ save: () => void (locked || save()) });
  const title = field ? labelOf(field) : t(of === 'contact' ? 'field.addAttribute' : 'field.add');
  const say = (key: keyof FieldValues) => wrong[key] && t(`field.${wrong[key]}`);

  return (
    <SidePanel title={title} label={title} onClose={onClose}>
      <form
        className="settings-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset className="scroll settings-fields" disabled={locked}>
          {error !== null && !taken && <NotSaved error={error} />}
          {field ? (
            <div>
              <span className="label">{t('field.name')}</span>
              <div className="field locked num">
                <span className="grow" lang="zxx">
                  {field.name}
                </span>
                <IconLock className="i-14" aria-hidden />
              </div>
              <p className="hint">{t('field.nameLocked')}</p>
            </div>
          ) : (
            <TextField
              label={t('field.name')}
              value={values.name}
              onChange={(name) => set({ name })}
              hint={t('field.nameHint')}
              error={taken ? t('field.taken') : say('name')}
              autoComplete="off"
              maxLength={64}
            />
          )}
          <div className="settings-two">
            <TextField
              label={t('field.labelEn')}
              value={values.labelEn}
              onChange={(labelEn) => set({ labelEn })}
              error={say('labelEn')}
              autoComplete="off"
              maxLength={100}
            />
            <TextField
              label={t('field.labelCs')}
              value={values.labelCs}
              onChange={(labelCs) => set({ labelCs })}
              autoComplete="off"
              maxLength={100}
            />
          </div>
          <div className="settings-two">
            <SelectField
              label={t('field.type')}
              value={values.type}
              options={fieldTypes.map((type) => ({ value: type, name: t(`field.types.${type}`) }))}
              onChange={(type) => set({ type })}
            />
            {values.type === 'text' && (
              <TextField
                label={<Optional label={t('field.shape')} />}
                value={values.shape}
                onChange={(shape) => set({ shape })}
                hint={values.shape ? t('field.shapeOf', { shape: shapeWords(values.shape) }) : t('field.shapeHint')}
                autoComplete="off"
                maxLength={200}
              />
            )}
          </div>
          {values.type === 'choice' && (
            <label>
              <span className="label">{t('field.choices')}</span>
              <span className="field area" data-bad={wrong.choices ? true : undefined}>
                <textarea
                  rows={5}
                  value={values.choices}
                  aria-invalid={Boolean(wrong.choices)}
                  onChange={(event) => set({ choices: event.target.value })}
                />
              </span>
              <span className={wrong.choices ? 'bad' : 'hint'}>{say('choices') ?? t('field.choicesHint')}</span>
            </label>
          )}
          {!field && (
            <SelectField
              label={t('field.about')}
              value={values.of}
              options={[
                { value: 'conversation', name: t('field.ofConversation') },
                { value: 'contact', name: t('field.ofContact') },
              ]}
              onChange={(next) => set({ of: next })}
            />
          )}
          <FieldIdentifies values={values} field={field} all={all} onChange={set} />
          <fieldset>
            <legend className="label">{t('field.mayFill')}</legend>
            <div className="settings-checks">
              {fieldFillers.map((source) => (
                <label key={source}>
                  <input
                    type="checkbox"
                    className="box"
                    checked={values.filledBy.includes(source)}
                    onChange={({ target }) =>
                      set({
                        filledBy: fieldFillers.filter((one) =>
                          one === source ? target.checked : values.filledBy.includes(one),
                        ),
                      })
                    }
                  />
                  {t(`field.fillers.${source}`)}
                </label>
              ))}
            </div>
          </fieldset>
          <TextField
            label={<Optional label={t('field.linkTemplate')} />}
            type="url"
            value={values.linkTemplate}
            onChange={(linkTemplate) => set({ linkTemplate })}
            hint={t('field.linkHint', { skipInterpolation: true })}
            error={wrong.linkTemplate && t('field.badLink')}
            autoComplete="off"
          />
          {field && <OnSeveral count={field.onSeveral} />}
        </fieldset>
        <PanelFoot
          mayManage={!locked}
          saving={saving}
          idle={!dirty}
          onCancel={onLeave}
          before={
            field && (
              <button type="button" className="btn quiet danger" onClick={() => setDeleting(true)}>
                <IconTrash aria-hidden />
                {t('settings.delete')}
              </button>
            )
          }
        />
      </form>
      <LeaveEdits dirty={dirty && !locked} saving={saving} save={save} />
      {field && <DeleteField field={field} opened={deleting} onClose={() => setDeleting(false)} onDeleted={onLeave} />}
    </SidePanel>
  );
}
