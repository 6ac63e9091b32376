import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Hold } from '#contract/hold.ts';
import { cached } from '../../api.ts';
import { HoldRow } from '../../holds/hold-row.tsx';
import { grouped } from '../../i18n/format.ts';
import { currentWorkspace } from '../../workspace.ts';

/** All that is on hold now, the newest first, each with the way to what it stands on, and *Lift*. */
export function HoldsList() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(
    cached.holds.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
  );
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="retention-holds" aria-labelledby="retention-holds">
      <h2 id="retention-holds">{t('retention.holds')}</h2>
      <p className="t2">{t('retention.holdsHint')}</p>
      {list.isSuccess && items.length === 0 && <p className="t3">{t('retention.noHolds')}</p>}
      {items.map((hold) => (
        <HoldRow key={hold.id} hold={hold}>
          <What hold={hold} />
        </HoldRow>
      ))}
      {list.hasNextPage && (
        <button type="button" className="btn sm" onClick={() => void list.fetchNextPage()}>
          {t('retention.more')}
        </button>
      )}
    </section>
  );
}

function What({ hold: { contact, conversation } }: { hold: Hold }) {
  const { t } = useTranslation();
  const slug = currentWorkspace();
  if (contact)
    return (
      <Link to="/w/$slug/contacts/$id" params={{ slug, id: String(contact.id) }}>
        {contact.name ?? t('value.id', { id: grouped(contact.id) })}
      </Link>
    );
  if (!conversation) return null;
  return (
    <Link to="/w/$slug/conversations/$id" params={{ slug, id: conversation.id }} search={{ out: 'any' }}>
      {conversation.topic || t('kept.clientGone')}
    </Link>
  );
}
