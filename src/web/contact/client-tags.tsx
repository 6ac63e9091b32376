import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { Tag } from '../identifiers/tag.tsx';
import { EditableValue } from './editable-value.tsx';
import type { CardEdits } from './use-card-edits.ts';

/** Tags of the client: × removes, *Add tag* opens a field. */
export function ClientTags({ card, edits }: { card: Contact; edits: CardEdits }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const { addedTags, removedTags } = edits.draft;
  const tags = [...card.tags.filter((tag) => !removedTags.includes(tag)), ...addedTags];
  return (
    <section className="grp">
      <h3>{t('contact.tags')}</h3>
      <div className="tags">
        {tags.map((tag) => (
          <Tag key={tag} tag={tag} onRemove={() => edits.edit({ do: 'untag', tag })} />
        ))}
        {adding ? (
          <EditableValue
            open
            label={t('contact.newTag')}
            value=""
            onKeep={(tag) => edits.edit({ do: 'tag', tag })}
            onClose={() => setAdding(false)}
          >
            {null}
          </EditableValue>
        ) : (
          <button type="button" className="tag hint" onClick={() => setAdding(true)}>
            {t('contact.addTag')} <IconPlus aria-hidden />
          </button>
        )}
      </div>
    </section>
  );
}
