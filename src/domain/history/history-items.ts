import type { HistoryItem } from '#contract/history.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { toldAccess } from '../access/access-rows.ts';
import { seenCandidates } from '../conversations/suggested-contacts.ts';
import type { Actor } from '../operators/actor.ts';
import { toldRemoved } from '../privacy/told-removed.ts';
import type { AxisItem } from './history-axis.ts';
import {
  type ConversationOnAxis,
  type HiddenOnAxis,
  readConversationsOnAxis,
  readHiddenOnAxis,
} from './history-conversations.ts';
import { type PageChanges, readPageChanges } from './page-changes.ts';
import { type ConversationHits, readHits } from './read-hits.ts';

/**
 * What stands on a page of the axis, by the id of its place: conversations whole where they may be read, else only that they were (R-HIS-5),
 * and the changes that stand alone.
 * @param query what the history is searched for: each conversation then has its hits.
 */
export async function readHistoryItems(
  tx: Tx,
  actor: Actor,
  family: number[],
  items: AxisItem[],
  query: string | null,
): Promise<Map<string, HistoryItem>> {
  const talks = items.filter(({ type }) => type !== 'change');
  const alone = items.filter(({ type }) => type === 'change').map(({ id }) => id);
  const ids = [...new Set(talks.map((item) => item.rootId))];
  const areLinked = talks.every(({ type }) => type === 'linked');
  const conversations = await readConversationsOnAxis(tx, actor, family, { ids, areLinked });
  const readable = conversations.filter((one) => one.isReadable);
  const closed = conversations.filter((one) => !one.isReadable);
  const parts = readable.flatMap((one) => one.parts);
  const [changes, hits, seen, hidden] = await together([
    readPageChanges(tx, actor, family, conversations, alone),
    query === null ? null : readHits(tx, actor.workspaceId, parts, query, spanOf(readable)),
    seenRejected(tx, actor, readable),
    readHiddenOnAxis(
      tx,
      actor,
      closed.map(({ id }) => id),
    ),
  ]);
  const byId = new Map(conversations.map((one) => [one.id, one]));
  const told = new Map<string, HistoryItem>();
  for (const { type, id, rootId, at } of items) {
    const change = type === 'change' && changes.alone.get(id);
    const conversation = byId.get(rootId);
    if (change) told.set(id, { type: 'change', ...change });
    else if (conversation?.isReadable) told.set(id, toItem(conversation, at, changes.under.get(rootId), hits, seen));
    else if (conversation) told.set(id, toHidden(conversation, at, hidden.get(rootId)));
  }
  return told;
}

function spanOf(conversations: ConversationOnAxis[]): { from: Date; to: Date } {
  return {
    from: new Date(Math.min(...conversations.map(({ firstAt }) => firstAt.getTime()))),
    to: new Date(Math.max(...conversations.map(({ toldAt }) => toldAt.getTime())) + 1), // the store's clock is finer than ours
  };
}

/** The cards that were not taken, by what is kept of each; only those that the actor may see. */
async function seenRejected(tx: Tx, actor: Actor, conversations: ConversationOnAxis[]): Promise<Rejected> {
  const candidates = await seenCandidates(
    tx,
    actor,
    conversations.flatMap(({ link }) => link?.rejected ?? []),
  );
  return new Map(candidates.map(({ candidate }) => [JSON.stringify(candidate), candidate]));
}

function toHidden(row: ConversationOnAxis, at: Date, hidden: HiddenOnAxis | undefined): HistoryItem {
  return {
    type: 'hidden',
    at: at.toISOString(),
    id: row.id,
    channel: { kind: row.channel.kind },
    queue: row.queue,
    access: toldAccess(hidden?.asked ?? null),
    deciders: hidden?.deciders ?? [],
  };
}

type Rejected = Map<string, LinkReason['rejected'][number]>;

function toItem(
  row: ConversationOnAxis,
  at: Date,
  changes: ReturnType<PageChanges['under']['get']>,
  hits: Map<string, ConversationHits> | null,
  seen: Rejected,
): HistoryItem {
  const ownHits = row.parts.flatMap((part) => hits?.get(part) ?? []);
  return {
    type: 'conversation',
    at: at.toISOString(),
    id: row.id,
    channel: row.channel,
    queue: row.queue,
    subject: row.subject,
    status: row.state,
    lastAt: row.lastAt.toISOString(),
    operators: row.operators ?? [],
    invitedBy: row.invitedBy,
    role: row.isLinked ? 'client' : (row.role ?? 'cc'),
    savedWith: row.savedWith,
    link: row.link && {
      ...row.link,
      rejected: row.link.rejected.flatMap((one) => seen.get(JSON.stringify(one)) ?? []),
    },
    counts: {
      entries: row.entries,
      changes: changes?.count ?? 0,
      hits: hits && ownHits.reduce((sum, { count }) => sum + count, 0),
    },
    hits: ownHits
      .flatMap(({ first }) => first)
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, 3),
    changes: changes?.shown ?? [],
    access: toldAccess(row.grantedAccess),
    removed: toldRemoved(row.removed),
  };
}
