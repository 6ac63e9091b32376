import { useTranslation } from 'react-i18next';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { useKindName } from '../identifiers/kind-name.ts';

const named = [
  'name',
  'tag',
  'state',
  'link',
  'merged',
  'refusal',
  'duplicate',
  'importKey',
  'extra',
  'verification',
  'hold',
] as const;

/** Names what a change touched: the contract's `target`, and for a value its kind. */
export function useTargetName(): (target: string, value?: unknown) => string {
  const { t } = useTranslation();
  const kindName = useKindName();
  const attributes = useAttributeWords();
  return nameOf;

  function nameOf(target: string, value?: unknown): string {
    const kind = kindOf(value);
    const known = named.find((name) => name === target);
    if (known) return t(`change.${known}`);
    if (target.startsWith('attribute:')) return attributes.name(target.slice('attribute:'.length));
    if (target.startsWith('conflict:'))
      return t('change.conflict', { field: nameOf(target.slice('conflict:'.length)) });
    if (target === 'identifier.main') return t('change.mainValue', { kind: kindName(kind) });
    return kind ? kindName(kind) : t('contact.main');
  }
}

function kindOf(value: unknown): string {
  return value && typeof value === 'object' && 'kind' in value ? String(value.kind) : '';
}
