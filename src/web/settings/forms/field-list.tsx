import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../frame/select-field.tsx';
import { FieldEditor } from './field-editor.tsx';
import {
  type FieldType,
  type FieldValues,
  type FormWrong,
  fieldTypes,
  type Language,
  moved,
  newField,
  said,
} from './form-values.ts';

interface FieldListProps {
  fields: FieldValues[];
  wrong: FormWrong;
  mayManage: boolean;
  onChange: (fields: FieldValues[]) => void;
}

/** The fields of a form in their order: Enter opens one, Alt and an arrow moves it, and there are buttons for the same. */
export function FieldList({ fields, wrong, mayManage, onChange }: FieldListProps) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'cs' ? 'cs' : 'en';
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [type, setType] = useState<FieldType>('text');
  const [told, setTold] = useState('');
  const nameOf = (field: FieldValues) => said(field.label, language) || t(`formSetting.types.${field.type}`);
  const focus = (id: string | undefined) =>
    setTimeout(() => list.current?.querySelector<HTMLElement>(`[data-field="${id}"]`)?.focus(), 0);

  const move = (field: FieldValues, by: -1 | 1) => {
    const next = moved(fields, fields.indexOf(field), by);
    if (next === fields) return;
    onChange(next);
    setTold(t('formSetting.movedTo', { name: nameOf(field), place: next.indexOf(field) + 1, count: next.length }));
    focus(field.id);
  };
  const add = () => {
    const field = newField(type, fields);
    onChange([...fields, field]);
    setOpen(field.id);
    setTimeout(() => list.current?.querySelector<HTMLElement>('li:last-child .form-field-editor input')?.focus(), 0);
  };
  const remove = (field: FieldValues) => {
    const at = fields.indexOf(field);
    onChange(fields.filter((one) => one !== field));
    setTold(t('formSetting.fieldRemoved', { name: nameOf(field) }));
    focus((fields[at + 1] ?? fields[at - 1])?.id);
  };
  const onKeyDown = (event: KeyboardEvent, field: FieldValues) => {
    const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp'] : undefined;
    if (!by || !mayManage) return;
    event.preventDefault();
    move(field, by);
  };

  return (
    <section aria-labelledby="form-fields">
      <h3 id="form-fields" className="settings-h">
        {t('formSetting.fields')}
      </h3>
      <ol className="form-fields" ref={list}>
        {fields.map((field, at) => {
          const isOpen = field.id === open || wrong.of[field.id] !== undefined;
          return (
            <li key={field.id}>
              <div className="row tight">
                <button
                  type="button"
                  className="form-field-name grow"
                  data-field={field.id}
                  aria-expanded={isOpen}
                  aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                  onClick={() => setOpen(field.id === open ? null : field.id)}
                  onKeyDown={(event) => onKeyDown(event, field)}
                >
                  {isOpen ? <IconChevronDown aria-hidden /> : <IconChevronRight aria-hidden />}
                  <span className="cut">{nameOf(field)}</span>
                  <span className="t3 s12 cut">
                    {t(`formSetting.types.${field.type}`)}
                    {field.required && `, ${t('formSetting.requiredShort')}`}
                  </span>
                </button>
                {mayManage && (
                  <>
                    {mover(field, -1, at === 0)}
                    {mover(field, 1, at === fields.length - 1)}
                    <button
                      type="button"
                      className="ib sm"
                      aria-label={t('formSetting.removeField', { name: nameOf(field) })}
                      title={t('formSetting.removeField', { name: nameOf(field) })}
                      onClick={() => remove(field)}
                    >
                      <IconTrash className="i-14" aria-hidden />
                    </button>
                  </>
                )}
              </div>
              {isOpen && (
                <FieldEditor
                  field={field}
                  wrong={wrong.of[field.id]}
                  onChange={(more) => onChange(fields.map((one) => (one.id === field.id ? { ...one, ...more } : one)))}
                />
              )}
            </li>
          );
        })}
      </ol>
      {wrong.fields && <p className="bad">{t('formSetting.noFields')}</p>}
      {mayManage && (
        <div className="form-add">
          <SelectField
            label={t('formSetting.newField')}
            value={type}
            options={fieldTypes.map((one) => ({ value: one, name: t(`formSetting.types.${one}`) }))}
            onChange={setType}
          />
          <button type="button" className="btn" disabled={fields.length >= 30} onClick={add}>
            <IconPlus aria-hidden />
            {t('formSetting.addField')}
          </button>
        </div>
      )}
      <p className="sr" role="status">
        {told}
      </p>
    </section>
  );

  function mover(field: FieldValues, by: -1 | 1, atEnd: boolean) {
    const name = t(by < 0 ? 'formSetting.earlier' : 'formSetting.later', { name: nameOf(field) });
    const Arrow = by < 0 ? IconArrowUp : IconArrowDown;
    return (
      <button
        type="button"
        className="ib sm"
        disabled={atEnd}
        aria-label={name}
        title={`${name} (Alt ${by < 0 ? '↑' : '↓'})`}
        onClick={() => move(field, by)}
      >
        <Arrow className="i-14" aria-hidden />
      </button>
    );
  }
}
