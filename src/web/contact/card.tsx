import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { Attributes } from './attributes.tsx';
import { CardHead } from './card-head.tsx';
import { ChannelIdentifiers } from './channel-identifiers.tsx';
import { ClientTags } from './client-tags.tsx';
import { MainIdentifiers } from './main-identifiers.tsx';
import { ToSettle } from './to-settle.tsx';
import type { CardEdits } from './use-card-edits.ts';

/** The card itself: the business card, identifiers, attributes, tags. Everything but the id is edited in place. */
export function Card({ card, edits, duplicates }: { card: Contact; edits: CardEdits; duplicates: number }) {
  const { t } = useTranslation();
  const { externalIds } = card;
  return (
    <>
      <CardHead card={card} duplicates={duplicates} />
      <ToSettle card={card} edits={edits} />
      <MainIdentifiers card={card} edits={edits} />
      <ChannelIdentifiers card={card} edits={edits} />
      <Attributes card={card} edits={edits} />
      <ClientTags card={card} edits={edits} />
      {externalIds.length > 0 && (
        <section className="grp">
          <h3>{t('contact.externalIds')}</h3>
          {externalIds.map(({ source, id }) => (
            <div className="idr" key={`${source} ${id}`}>
              <span className="lab">{source}</span>
              <span className="val num">{id}</span>
            </div>
          ))}
        </section>
      )}
    </>
  );
}
