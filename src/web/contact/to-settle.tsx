import { IconGitMerge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { useTargetName } from '../history/target-name.ts';
import { grouped } from '../i18n/format.ts';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import type { CardEdits } from './use-card-edits.ts';

/** What differed when cards were merged into this one, and waits to be settled (R-BEY-2): take the other value, or keep what stands. */
export function ToSettle({ card, edits }: { card: Contact; edits: CardEdits }) {
  const { t } = useTranslation();
  const nameOf = useTargetName();
  const attributes = useAttributeWords();
  if (card.conflicts.length === 0) return null;
  const fields = [...new Set(card.conflicts.map(({ field }) => field))];
  return (
    <section className="settle" aria-labelledby="to-settle">
      <IconGitMerge aria-hidden />
      <div className="grow">
        <h3 id="to-settle">{t('card.settle')}</h3>
        <p className="s12 t2">{t('card.settleHint')}</p>
        {fields.map((field) => (
          <fieldset key={field}>
            <legend>{nameOf(field)}</legend>
            {choices(field)}
          </fieldset>
        ))}
      </div>
    </section>
  );

  function choices(field: string) {
    const attribute = field.startsWith('attribute:') ? field.slice('attribute:'.length) : null;
    const saved = attribute === null ? card.name : (card.attributes[attribute] ?? null);
    const edited = attribute === null ? edits.draft.name : edits.draft.attributes[attribute];
    const read = (value: string) => (attribute === null ? value : attributes.value(attribute, value));
    const settled = edits.draft.settled.includes(field);
    const put = (value: string) =>
      edits.edit(attribute === null ? { do: 'name', name: value } : { do: 'attribute', name: attribute, value });
    return (
      <>
        <label>
          <input
            type="radio"
            className="radio"
            name={`settle ${field}`}
            checked={settled && edited === undefined}
            onChange={() => {
              put(saved ?? '');
              edits.edit({ do: 'settle', field, settled: true });
            }}
          />
          <span>{saved === null ? t('card.keepNothing') : t('card.keepValue', { value: read(saved) })}</span>
        </label>
        {card.conflicts
          .filter((conflict) => conflict.field === field)
          .map(({ value, contactId }) => (
            <label key={`${contactId} ${value}`}>
              <input
                type="radio"
                className="radio"
                name={`settle ${field}`}
                checked={edited === value}
                onChange={() => {
                  edits.edit({ do: 'settle', field, settled: false });
                  put(value);
                }}
              />
              <span>{t('card.take', { value: read(value) })}</span>
              {contactId !== card.id && (
                <span className="s12 t3 num">{t('card.fromCard', { id: grouped(contactId) })}</span>
              )}
            </label>
          ))}
      </>
    );
  }
}
