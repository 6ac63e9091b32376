import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { boldIn } from '../i18n/bold-in.ts';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { currentWorkspace } from '../workspace.ts';
import type { Merge, Side } from './use-merge.ts';

/** One of two cards at a glance, with *Keep this card* below. */
export function ComparedCard({ merge, side }: { merge: Merge; side: Side }) {
  const { t } = useTranslation();
  const id = useId();
  const card = merge[side];
  const kept = merge.survivor === card;
  const place = [card.attributes.company, card.attributes.city].filter(Boolean).join(' · ');
  const count = merge.plan?.conversations.find(({ contactId }) => contactId === card.id)?.count;
  const swap = boldIn(t('merging.swap'));
  return (
    <article className={`vcard ${kept ? 'keep' : ''}`} aria-labelledby={id}>
      <div className="head">
        <Avatar name={card.name} size="lg" unknown={!card.name} />
        <div>
          <h2 className="name" id={id}>
            <span className="cut">{card.name ?? <span className="t3">{t('value.unnamed')}</span>}</span>
          </h2>
          <div className="t2 cut s12">
            {[count === undefined ? null : t('contact.conversations', { count }), place].filter(Boolean).join(' · ') ||
              '\u00a0'}
          </div>
        </div>
        <Link
          to="/w/$slug/contacts/$id"
          params={{ slug: currentWorkspace(), id: String(card.id) }}
          className="id plain"
          title={t('history.view')}
          target="_blank"
        >
          {t('value.id', { id: grouped(card.id) })}
        </Link>
      </div>
      <label className="pick">
        <input
          type="radio"
          className="radio"
          name="survivor"
          checked={kept}
          onChange={() => merge.keep(side)}
          aria-describedby={`${id}-card`}
        />
        <span className={kept ? 'sb' : ''}>{t('merging.keep')}</span>
        <span className="sr" id={`${id}-card`}>
          {card.name} {t('value.id', { id: grouped(card.id) })}
        </span>
        <span className="t3">
          {kept ? (
            t('merging.idStays')
          ) : (
            <span className="swap">
              {swap.before}
              <kbd>{swap.bold}</kbd>
              {swap.after}
            </span>
          )}
        </span>
      </label>
    </article>
  );
}
