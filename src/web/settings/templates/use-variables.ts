import { useTranslation } from 'react-i18next';
import { useMe } from '../../frame/use-me.ts';
import { useDefinedFields, useFieldLabel } from '../../identifiers/use-field-label.ts';

export interface Variable {
  /** As it stands between the braces. */
  name: string;
  label: string;
  /** What the preview shows in its place. */
  sample: string;
}

const parameters = ['topic', 'entry_page', 'language'] as const;
const attributes = ['company', 'street', 'city', 'postcode', 'country'] as const;

/** The variables that a template may hold: of the client, the operator and the workspace, preset ones, and every field that administrators defined. */
export function useVariables(): Variable[] {
  const { t } = useTranslation();
  const me = useMe();
  const fields = useDefinedFields();
  const labelOf = useFieldLabel();
  const own = fields.map((field) => ({
    name: `${field.of === 'contact' ? 'attribute' : 'parameter'}.${field.name}`,
    label: labelOf(field),
    sample: field.choices[0] ?? labelOf(field),
  }));
  const given = [
    { name: 'client.name', label: t('templateSetting.clientName'), sample: t('templateSetting.sampleName') },
    { name: 'operator.name', label: t('templateSetting.operatorName'), sample: me?.name ?? '' },
    { name: 'workspace.name', label: t('templateSetting.workspaceName'), sample: me?.workspace.name ?? '' },
    ...parameters.map((name) => known(`parameter.${name}`, t(`parameter.${name}`))),
    ...attributes.map((name) => known(`attribute.${name}`, t(`attribute.${name}`))),
  ];
  return [...given, ...own.filter(({ name }) => !given.some((one) => one.name === name))];
}

function known(name: string, label: string): Variable {
  return { name, label, sample: label };
}
