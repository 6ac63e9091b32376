import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDefinedFields, useFieldLabel } from './use-field-label.ts';

/** Where a custom identifier leads in the company's own system, by the link template of its parameter; nothing where there is none (R-ID-6). */
export function SystemLink({ kind, value }: { kind: string; value: string }) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel();
  const field = useDefinedFields().find(({ name }) => kind === `custom:${name}`);
  if (!field?.linkTemplate) return null;
  const name = t('value.openInSystem', { name: labelOf(field) });
  return (
    <a
      href={field.linkTemplate.replaceAll('{value}', encodeURIComponent(value))}
      className="ib sm"
      target="_blank"
      rel="noreferrer"
      aria-label={`${name}: ${value}`}
      title={name}
    >
      <IconExternalLink className="i-14" aria-hidden />
    </a>
  );
}
