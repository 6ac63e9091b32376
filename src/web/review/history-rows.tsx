import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { cached } from '../api.ts';
import { recently } from '../i18n/format.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { ComparedRow } from './compared-row.tsx';
import type { Merge } from './use-merge.ts';

/** How many conversations each card has, how they read together, and the last of each. */
export function HistoryRows({ merge }: { merge: Merge }) {
  const { t } = useTranslation();
  const { left, right, plan } = merge;
  const count = (card: Contact) => plan?.conversations.find(({ contactId }) => contactId === card.id)?.count ?? 0;
  const words = (card: Contact) => (plan ? t('contact.conversations', { count: count(card) }) : '');
  const total = count(left) + count(right);
  return (
    <>
      <ComparedRow label={t('merging.history')}>
        <span className="opt">{words(left)}</span>
        <span className="opt">{words(right)}</span>
        <span className="res">{plan && total > 0 ? t('merging.oneAxis', { count: total }) : null}</span>
      </ComparedRow>
      <ComparedRow label={t('merging.lastContact')} className="last">
        <LastContact card={left} />
        <LastContact card={right} />
      </ComparedRow>
    </>
  );
}

/** The last conversation of a card that one may see: channel, when, where, and its last words. */
function LastContact({ card }: { card: Contact }) {
  const { t } = useTranslation();
  const { data } = useQuery(cached.conversations.list.queryOptions({ input: { contact: card.id, limit: 1 } }));
  const last = data?.items[0];
  if (!last) return <span className="opt t3">{data ? t('merging.noContact') : ''}</span>;
  return (
    <div className="said-last">
      <ChannelGlyph kind={last.channel.kind} />
      <div>
        <span className="s12 t3">
          <time dateTime={last.lastAt}>{recently(last.lastAt)}</time> · {last.queue.name}
        </span>
        <p>{last.lastText ?? last.subject ?? <span className="t3">{t('history.noText')}</span>}</p>
      </div>
    </div>
  );
}
