import { useTranslation } from 'react-i18next';
import { grouped } from '../i18n/format.ts';
import { useAttributeWords } from '../identifiers/attribute-words.ts';

/** Reads a value before or after a change as text: a bare string, `{ display }` of an identifier, `{ value }` of an attribute, a link. */
export function useChangeValue(): (target: string, value: unknown) => string | null {
  const { t } = useTranslation();
  const attributes = useAttributeWords();
  return (target, value) => {
    if (value === null || value === undefined) return target === 'link' ? t('change.nobody') : null;
    if (target === 'link') {
      const id = fieldOf(value, 'contactId');
      return id ? t('change.linkTo', { id: grouped(Number(id)) }) : t('change.nobody');
    }
    if (target === 'state') return value === 'binned' ? t('change.stateBinned') : t('change.stateActive');
    const text = typeof value === 'object' ? (fieldOf(value, 'display') ?? fieldOf(value, 'value')) : String(value);
    if (text !== null && target.startsWith('attribute:'))
      return attributes.value(target.slice('attribute:'.length), text);
    return text;
  };
}

function fieldOf(value: unknown, field: string): string | null {
  if (!value || typeof value !== 'object' || !(field in value)) return null;
  const found = (value as Record<string, unknown>)[field];
  return found === null || found === undefined ? null : String(found);
}
