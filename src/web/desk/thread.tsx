import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, Entry } from '#contract/conversation.ts';
import { NewsPill } from '../frame/news-pill.tsx';
import { Failed, Line, Skeleton } from '../frame/states.tsx';
import { daysBetween, grouped, longDay } from '../i18n/format.ts';
import { useLinkWords } from '../identifiers/link-words.ts';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { WhyClient } from '../identifiers/why-client.tsx';
import { usePending } from './composer/outbox.ts';
import { entriesQuestion } from './entries-question.ts';
import { MailEntry } from './mail-entry.tsx';
import { PendingEntry } from './pending-entry.tsx';
import { SaidEntry } from './said-entry.tsx';

const EarlierTalks = lazy(() => import('./earlier-talks.tsx').then((room) => ({ default: room.EarlierTalks })));

/** What was said, oldest first, with a divider for every day; it opens at its end, and stays there while one looks at it. */
export function Thread({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const query = useInfiniteQuery(entriesQuestion(conversation.id));
  const sent = usePending(conversation.id);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const entries: Entry[] = (query.data?.pages ?? []).flatMap(({ items }) => items);
  const pending = sent.filter(({ id }) => !entries.some((entry) => entry.id === id));
  const lastId = pending.at(-1)?.id ?? entries.at(-1)?.id;
  const count = entries.length + pending.length;
  const complete = query.isSuccess && !hasNextPage;
  const [seen, setSeen] = useState(0);
  const news = complete && seen > 0 ? count - seen : 0;
  const ownId = pending.at(-1)?.id;
  useLayoutEffect(() => {
    if (ownId) atEnd.current = true; // whoever sends sees it stand
  }, [ownId]);
  useLayoutEffect(() => {
    if (!lastId || !atEnd.current) return;
    toEnd(pane.current);
    setSeen(count);
  }, [lastId, count]);

  return (
    <div
      ref={pane}
      tabIndex={-1}
      className="scroll thread-pane"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 48;
        if (atEnd.current) setSeen(count);
      }}
    >
      {query.isPending && <ThreadSkeleton />}
      {query.isError && <Failed title={t('desk.loadFailed')} error={query.error} retry={() => void query.refetch()} />}
      {complete && conversation.contact && (
        <Suspense>
          <EarlierTalks contactId={conversation.contact.id} current={conversation.id} />
        </Suspense>
      )}
      <div
        className={`thread ${conversation.channel.kind === 'email' ? 'mails' : ''}`}
        role="log"
        aria-live={complete ? 'polite' : 'off'} // what was said before is read, not announced
        aria-busy={!complete}
      >
        {entries.map((entry, place) => (
          <Fragment key={entry.id}>
            {isNewDay(entry, entries[place - 1]) && conversation.channel.kind !== 'email' && (
              <div className="sys day">{dayName(entry.at)}</div>
            )}
            {place === 0 && <LinkLine conversation={conversation} />}
            {conversation.channel.kind === 'email' && entry.kind === 'message' ? (
              <MailEntry
                entry={entry}
                conversation={conversation}
                openAtFirst={place >= entries.length - 2}
                first={place === 0}
              />
            ) : (
              <SaidEntry entry={entry} conversation={conversation} />
            )}
          </Fragment>
        ))}
        {pending.map((one) => (
          <PendingEntry key={one.id} pending={one} conversation={conversation} />
        ))}
      </div>
      <NewsPill
        at="end"
        text={news > 0 ? t('desk.new', { count: news }) : null}
        onTake={() => {
          toEnd(pane.current);
          pane.current?.focus();
        }}
      />
    </div>
  );

  function dayName(at: string): string {
    const days = daysBetween(new Date(at), new Date());
    return days === 0 ? t('desk.today') : days === 1 ? t('desk.yesterday') : longDay(at);
  }
}

/** To the last word; of a mail longer than the pane, to its head. */
function toEnd(pane: HTMLElement | null): void {
  const mail = pane?.querySelector<HTMLElement>('.mails > :last-child');
  const isLong = mail && mail.offsetHeight > (pane?.clientHeight ?? 0);
  pane?.scrollTo({ top: isLong ? mail.offsetTop - pane.offsetTop - 12 : pane.scrollHeight });
}

function isNewDay(entry: Entry, before: Entry | undefined): boolean {
  return !before || daysBetween(new Date(before.at), new Date(entry.at)) !== 0;
}

/** Whom the conversation is linked to and why, as a line of the conversation. */
function LinkLine({ conversation: { contact, link } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const words = useLinkWords();
  if (!contact || !link) return null;
  return (
    <div className="sys">
      {link.strength && <TrustMark trust={link.strength} kind={link.evidence?.kind} />}
      <span>{t('desk.linkedTo', { id: grouped(contact.id), reason: words.reason(link) })}</span>
      <WhyClient link={link} name={contact.name ?? t('value.unnamed')} label={t('desk.why')} />
    </div>
  );
}

function ThreadSkeleton() {
  return (
    <Skeleton>
      <div className="thread">
        <Line width={320} height={38} />
        <Line width={260} height={38} />
        <Line width={300} height={38} />
      </div>
    </Skeleton>
  );
}
