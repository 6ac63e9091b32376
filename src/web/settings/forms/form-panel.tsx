import { useTranslation } from 'react-i18next';
import type { Form } from '#contract/form.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { Choices } from '../choices.tsx';
import { DeleteButton } from '../delete-button.tsx';
import type { PanelWays } from '../list-section.tsx';
import { PanelForm } from '../panel-form.tsx';
import { useDraft } from '../use-draft.ts';
import { useMayManage } from '../use-may-manage.ts';
import { usePanelSave } from '../use-panel-save.ts';
import { FieldList } from './field-list.tsx';
import { FormPreview } from './form-preview.tsx';
import { FormTexts } from './form-texts.tsx';
import {
  type FormValues,
  type FormWrong,
  inputOf,
  isWhole,
  kinds,
  newForm,
  valuesOf,
  wrongWith,
} from './form-values.ts';
import { useFormChanges } from './use-form-changes.ts';

interface FormPanelProps extends PanelWays {
  /** Undefined for a new one. */
  form: Form | undefined;
}

const nothingWrong: FormWrong = { of: {} };

/** One form (R-TAB-8): its kind, its fields and texts, and beside them what the client will see. */
export function FormPanel({ form, onClose, onLeave, onMade }: FormPanelProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { create, edit, remove } = useFormChanges();
  const { values, dirty, set, reset } = useDraft<FormValues>(form ? valuesOf(form) : newForm);
  const saving = create.isPending || edit.isPending;
  const { tried, save } = usePanelSave({
    whole: isWhole(values),
    dirty,
    pending: saving,
    put: async () => {
      if (form) {
        await edit.mutateAsync({ form, input: inputOf(values) });
        reset();
      } else onMade((await create.mutateAsync(inputOf(values))).id);
    },
  });
  const wrong = tried ? wrongWith(values) : nothingWrong;

  return (
    <PanelForm
      title={form?.name ?? t('formSetting.new')}
      mayManage={mayManage}
      dirty={dirty}
      saving={saving}
      error={create.error ?? edit.error}
      double
      save={save}
      onClose={onClose}
      onLeave={onLeave}
      beside={<FormPreview values={values} />}
      foot={
        form && (
          <DeleteButton
            pending={remove.isPending}
            onDelete={() => void remove.mutateAsync(form).then(onLeave, () => undefined)}
          />
        )
      }
    >
      <div className="settings-two">
        <TextField
          label={t('deskSettings.name')}
          value={values.name}
          onChange={(name) => set({ name })}
          hint={t('formSetting.nameHint')}
          error={wrong.name && t('formSetting.noName')}
          autoComplete="off"
          maxLength={200}
        />
        <SelectField
          label={t('formSetting.kind')}
          value={values.kind}
          options={kinds.map((kind) => ({ value: kind, name: t(`formSetting.kinds.${kind}`) }))}
          onChange={(kind) => set({ kind })}
          hint={t(`formSetting.kindHint.${values.kind}`)}
        />
      </div>
      <FieldList fields={values.fields} wrong={wrong} mayManage={mayManage} onChange={(fields) => set({ fields })} />
      <FormTexts texts={values.texts} onChange={(texts) => set({ texts })} />
      <Choices
        label={t('formSetting.state')}
        hint={form && t('formSetting.stateHint')}
        options={[
          { value: 'on', name: t('formSetting.on') },
          { value: 'off', name: t('formSetting.off') },
        ]}
        chosen={values.enabled ? 'on' : 'off'}
        onChoose={(next) => set({ enabled: next === 'on' })}
      />
    </PanelForm>
  );
}
