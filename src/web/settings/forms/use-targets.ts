import { useTranslation } from 'react-i18next';
import { formTarget } from '#contract/form.ts';
import { useDefinedFields, useFieldLabel } from '../../identifiers/use-field-label.ts';

const attributes = ['company', 'street', 'city', 'postcode', 'country', 'birth_date'] as const;

/** Where an answer may go: name, e-mail, phone, attributes of the client, parameters of the conversation, identifying fields. Empty: nowhere. */
export function useTargets(): { value: string; name: string }[] {
  const { t } = useTranslation();
  const fields = useDefinedFields();
  const labelOf = useFieldLabel();
  const own = fields.map((field) => {
    const kind = field.identifies ? 'identifier' : field.of === 'contact' ? 'attribute' : 'parameter';
    return { value: `${kind}:${field.name}`, name: t(`formSetting.fillsOf.${kind}`, { name: labelOf(field) }) };
  });
  const preset = attributes.map((name) => ({
    value: `attribute:${name}`,
    name: t('formSetting.fillsOf.attribute', { name: t(`attribute.${name}`) }),
  }));
  return [
    { value: '', name: t('formSetting.fillsOf.nothing') },
    { value: 'name', name: t('formSetting.fillsOf.name') },
    { value: 'email', name: t('kind.email') },
    { value: 'phone', name: t('kind.phone') },
    ...own.filter(({ value }) => formTarget.test(value)),
    ...preset.filter(({ value }) => !own.some((one) => one.value === value)),
  ];
}
