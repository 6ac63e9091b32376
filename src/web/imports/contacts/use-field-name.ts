import { useTranslation } from 'react-i18next';
import { useAttributeWords } from '../../identifiers/attribute-words.ts';
import { useKindName } from '../../identifiers/kind-name.ts';

/** Names what a column goes to or a row changes: `name`, `email`, `attribute:city`, `identifier:vk`, `custom:customer_no`, `tag`. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation();
  const kindName = useKindName();
  const attributes = useAttributeWords();
  return (field) => {
    if (field === 'name' || field === 'tag') return t(`contactImport.target.${field}`);
    if (field === 'external_id') return t('contactImport.target.externalId');
    if (field === 'keep' || field === 'ignore') return t(`contactImport.target.${field}`);
    if (field.startsWith('attribute:')) return attributes.name(field.slice('attribute:'.length));
    return kindName(field.replace(/^identifier:/u, ''));
  };
}
