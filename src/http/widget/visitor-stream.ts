import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '#contract/errors.ts';
import type { LiveEvent } from '#contract/live.ts';
import type { WidgetEntries, WidgetEntry } from '#contract/widget.ts';
import { asAnnounced } from '#domain/live/announced-since.ts';
import { listForVisitor } from '#domain/visitors/list-for-visitor.ts';
import { conversationOf, type Visitor } from '#domain/visitors/visitor.ts';
import type { Log, Store, Subscription } from '../door.ts';
import { streamBytes } from '../stream-bytes.ts';

interface StreamOf {
  store: Store;
  log: Log;
  subscription: Subscription;
  visitor: Visitor;
  /** Asks anew whether the session is still one; a Refusal ends the stream. */
  again(): Promise<Visitor>;
  /** The cursor where an earlier stream broke. */
  since: string | undefined;
  cutOff(): void;
  onEnd(): void;
  /** The client has taken an operator's entry, and those before it, of these conversations. */
  onTaken(entryId: string, conversationIds: string[]): Promise<void>;
}

/** Milliseconds. `check`: how long after its end a session hears something; `rest`: what comes meanwhile goes out together. */
const times = { check: 10_000, keepAlive: 15_000, rest: 100, retry: 1_000 };

/**
 * What a visitor sees of their conversation, as it comes: at first what came since they were here, then what is new or changed, each time with the state of
 * the conversation. `event: typing` while an operator writes.
 */
export function openVisitorStream(of: StreamOf): ReadableStream<Uint8Array> {
  return streamBytes({ ...of, chunks: chunks(of) });
}

async function* chunks({
  store,
  log,
  subscription,
  since,
  again,
  onTaken,
  visitor: first,
}: StreamOf): AsyncGenerator<string, void> {
  const told = new Map<string, string>();
  let visitor = first;
  let [cursor, state] = [since, ''];
  let ids = new Set<string>();
  let toList = true;
  let [checkedAt, saidAt] = [performance.now(), performance.now()];

  async function words(): Promise<{ said: string; entries: WidgetEntry[] } | null> {
    if (performance.now() - checkedAt > times.check) {
      visitor = await again();
      checkedAt = performance.now();
      if (ids.size === 0) toList = true; // it may have begun elsewhere meanwhile
    }
    const { rows, missed } = subscription.take();
    const own = rows.flatMap(asAnnounced).flatMap(({ event }) => (isOwn(event, ids) ? event : []));
    if (missed || own.some(({ what }) => what !== 'typing')) toList = true;
    if (toList) {
      const news = await listed();
      toList = false;
      if (news) return news;
    }
    const isTyping = own.some(({ what, operator }) => what === 'typing' && operator);
    if (isTyping) return { said: 'event: typing\ndata: {}\n\n', entries: [] };
    return performance.now() - saidAt > times.keepAlive ? { said: ': still here\n\n', entries: [] } : null;
  }

  async function listed(): Promise<{ said: string; entries: WidgetEntry[] } | null> {
    const list = await store.inWorkspace(visitor.workspaceId, async (tx) => {
      const conversation = await conversationOf(tx, visitor);
      if (conversation) ids = new Set([conversation.id, conversation.rootId]);
      return listForVisitor(tx, visitor, cursor);
    });
    const entries = list.entries.filter((entry) => told.get(entry.id) !== JSON.stringify(entry));
    for (const entry of entries) told.set(entry.id, JSON.stringify(entry));
    const stateNow = JSON.stringify([list.state, list.operator, list.call]);
    if (entries.length === 0 && stateNow === state) return null;
    [cursor, state] = [list.cursor, stateNow];
    return { said: asEvent({ ...list, entries }), entries };
  }

  yield `retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n\n`;
  while (!subscription.isOver) {
    try {
      const news = await words();
      if (news === null) {
        await subscription.wait(Math.min(times.check, times.keepAlive));
        continue;
      }
      if (subscription.isOver) return;
      saidAt = performance.now();
      yield news.said;
      const last = news.entries.findLast(({ from }) => from === 'operator');
      if (last) await onTaken(last.id, [...ids]);
      await pause(times.rest);
    } catch (error) {
      if (error instanceof Refusal) return;
      log.error({ err: error }, 'a visitor’s stream stands still until the store answers');
      toList = true;
      await subscription.wait(times.retry);
    }
  }
}

function isOwn({ conversationId }: LiveEvent, ids: Set<string>): boolean {
  return conversationId !== undefined && ids.has(conversationId);
}

function asEvent(list: WidgetEntries): string {
  return `event: entries\nid: ${list.cursor}\ndata: ${JSON.stringify(list)}\n\n`;
}
