import { useTranslation } from 'react-i18next';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { useKindName } from '../identifiers/kind-name.ts';

/** Names what a change touched: the contract's `target`, and for a value its kind. */
export function useTargetName(): (target: string, value?: unknown) => string {
  const { t } = useTranslation();
  const kindName = useKindName();
  const attributes = useAttributeWords();
  return (target, value) => {
    const kind = kindOf(value);
    if (target === 'name') return t('change.name');
    if (target === 'tag') return t('change.tag');
    if (target === 'state') return t('change.state');
    if (target === 'link') return t('change.link');
    if (target.startsWith('attribute:')) return attributes.name(target.slice('attribute:'.length));
    if (target === 'identifier.main') return t('change.mainValue', { kind: kindName(kind) });
    return kind ? kindName(kind) : t('contact.main');
  };
}

function kindOf(value: unknown): string {
  return value && typeof value === 'object' && 'kind' in value ? String(value.kind) : '';
}
