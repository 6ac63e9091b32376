import { useTranslation } from 'react-i18next';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { TextArea } from '../text-area.tsx';
import { Tick } from '../tick.tsx';
import { type FieldValues, fieldTypes } from './form-values.ts';
import { useTargets } from './use-targets.ts';

interface FieldEditorProps {
  field: FieldValues;
  wrong: 'noLabel' | 'noChoices' | undefined;
  onChange: (more: Partial<FieldValues>) => void;
}

/** One field of a form: its label in each language, what it asks for, and where the answer goes. */
export function FieldEditor({ field, wrong, onChange }: FieldEditorProps) {
  const { t } = useTranslation();
  const targets = useTargets();
  const known = targets.some(({ value }) => value === (field.fills ?? ''));
  return (
    <div className="form-field-editor">
      <div className="settings-two">
        <TextField
          label={t('formSetting.labelEn')}
          value={field.label.en ?? ''}
          onChange={(en) => onChange({ label: { ...field.label, en } })}
          error={wrong === 'noLabel' ? t('formSetting.noLabel') : undefined}
          autoComplete="off"
          maxLength={500}
        />
        <TextField
          label={t('formSetting.labelCs')}
          value={field.label.cs ?? ''}
          onChange={(cs) => onChange({ label: { ...field.label, cs } })}
          autoComplete="off"
          maxLength={500}
        />
      </div>
      <div className="settings-two">
        <SelectField
          label={t('formSetting.type')}
          value={field.type}
          options={fieldTypes.map((type) => ({ value: type, name: t(`formSetting.types.${type}`) }))}
          onChange={(type) => onChange({ type })}
        />
        <SelectField
          label={t('formSetting.fills')}
          value={field.fills ?? ''}
          options={known ? targets : [...targets, { value: field.fills ?? '', name: field.fills ?? '' }]}
          onChange={(fills) => onChange({ fills: fills || null })}
        />
      </div>
      {field.type === 'choice' && (
        <TextArea
          label={t('field.choices')}
          value={field.choices}
          onChange={(choices) => onChange({ choices })}
          hint={t('field.choicesHint')}
          error={wrong === 'noChoices' ? t('field.noChoices') : undefined}
        />
      )}
      <Tick
        label={t('formSetting.required')}
        checked={field.required}
        onChange={(required) => onChange({ required })}
      />
    </div>
  );
}
