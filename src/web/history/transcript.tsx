import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '#contract/conversation.ts';
import { cached } from '../api.ts';
import { Failed, Line, Skeleton } from '../frame/states.tsx';
import { WhenSeen } from '../frame/when-seen.tsx';
import { clock, day } from '../i18n/format.ts';
import { TranscriptEntry } from './transcript-entry.tsx';

interface TranscriptProps {
  conversationId: string;
  contactName: string;
  q: string;
  hit: string | null;
}

/** What was said, fetched when the conversation is opened: a line each, with a divider between days. */
export function Transcript({ conversationId, contactName, q, hit }: TranscriptProps) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(
    cached.conversations.entries.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: conversationId, cursor, limit: 100 }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
  );
  if (query.isPending) {
    return (
      <Skeleton>
        <div className="script">
          <Line width={280} />
          <Line width={220} />
          <Line width={250} />
        </div>
      </Skeleton>
    );
  }
  if (query.isError)
    return <Failed title={t('history.entriesFailed')} error={query.error} retry={() => void query.refetch()} />;
  const entries: Entry[] = query.data.pages.flatMap(({ items }) => items);
  const manyDays = new Set(entries.map(({ at }) => day(at))).size > 1;
  return (
    <ol className="script">
      {entries.map((entry, place) => (
        <Fragment key={entry.id}>
          {manyDays && day(entry.at) !== day(entries[place - 1]?.at ?? '1970-01-01') && (
            <li className="script-day">{day(entry.at)}</li>
          )}
          <TranscriptEntry
            entry={entry}
            q={q}
            isHit={entry.id === hit}
            who={
              entry.direction === 'in'
                ? (entry.sender.name ?? contactName)
                : entry.automatic
                  ? t('frame.automatic')
                  : (entry.sender.name ?? t('history.operator'))
            }
            time={clock(entry.at)}
          />
        </Fragment>
      ))}
      {query.hasNextPage && <WhenSeen key={entries.length} list={query} />}
    </ol>
  );
}
