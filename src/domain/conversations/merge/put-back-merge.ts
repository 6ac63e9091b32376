import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { NotRestored, PastChange } from '../../history/past-change.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import { announce } from '../../live/announce.ts';
import {
  joinConversations,
  type KeptMerge,
  linkAll,
  linkOf,
  moveToQueueOf,
  readStanding,
  type Standing,
  writeStanding,
} from './join-conversations.ts';
import { partOperators } from './joining-operators.ts';
import { recountEntries } from './recount-entries.ts';

/** The conversations that a change merged: whoever undoes it locks them. */
export function mergedIn(change: PastChange): string[] {
  return change.items.flatMap(({ target, before, after }) =>
    target === 'mergedConversation' ? [((before ?? after) as KeptMerge).other] : [],
  );
}

/**
 * Parts conversations that a change merged, or merges again those that its undo parted. Entries that came since stay in the thread that they came in.
 * @returns what was touched, for the change of the undo.
 */
export async function putBackMerge(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const done: TouchedValue[] = [];
  for (const { target, before, after } of change.items) {
    if (target !== 'mergedConversation') continue;
    const isParting = after !== null;
    const kept = (after ?? before) as KeptMerge;
    const isDone = isParting ? await part(tx, workspaceId, kept) : await joinAgain(tx, workspaceId, kept);
    if (!isDone) {
      notRestored.push({ target, contactId: null, reason: 'changedLater' });
      continue;
    }
    done.push({ contactId: null, target, before: isParting ? kept : null, after: isParting ? null : isDone });
    for (const conversationId of [kept.conversationId, kept.other])
      await announce(tx, workspaceId, { topic: 'conversation', conversationId, what: 'link' });
  }
  return done;
}

/** The other with all that was merged into it is a conversation of its own again. */
async function part(tx: Tx, workspaceId: string, kept: KeptMerge): Promise<boolean> {
  const { conversationId, other } = kept;
  const root = await rootIfMerged(tx, workspaceId, kept);
  if (root === null) return false;
  const link = await linkOf(tx, workspaceId, root);
  await sql`
    with recursive parted as (
      select id from conversation where workspace_id = ${workspaceId} and id = ${other}
      union all
      select c.id from parted join conversation c on c.workspace_id = ${workspaceId} and c.merged_into = parted.id)
    update conversation c set root_id = ${other}::uuid, version = c.version + 1, merged_into = case when c.id = ${other} then null else c.merged_into end
    from parted where c.workspace_id = ${workspaceId} and c.id = parted.id`.execute(tx);
  const now = await readStanding(tx, workspaceId, root);
  if (root === conversationId) await writeStanding(tx, workspaceId, root, parted(now, kept));
  await partOperators(tx, workspaceId, conversationId, kept.joined ?? []);
  await closeIfClosed(tx, workspaceId, other, now, kept.became);
  for (const one of [root, other]) {
    await recountEntries(tx, workspaceId, one);
    await moveToQueueOf(tx, workspaceId, one);
  }
  // who it is with was decided again since, for both: so it stays
  const isAsLeft = link.contactId === kept.linkAfter.contactId && link.linkBy === kept.linkAfter.linkBy;
  await linkAll(tx, workspaceId, other, isAsLeft ? kept.otherLink : link, [link.contactId]);
  return true;
}

async function rootIfMerged(tx: Tx, workspaceId: string, { conversationId, other }: KeptMerge): Promise<string | null> {
  const { rows } = await sql<{ rootId: string }>`
    select root_id from conversation where workspace_id = ${workspaceId} and id = ${other} and merged_into = ${conversationId}`.execute(
    tx,
  );
  return rows[0]?.rootId ?? null;
}

/** Each value of the target that still is as the merge left it becomes what it was. */
function parted(now: Standing, { was, became }: KeptMerge): Standing {
  const names = Object.keys(became) as (keyof Standing)[];
  const isAsLeft = (name: keyof Standing) => JSON.stringify(now[name]) === JSON.stringify(became[name]);
  return Object.fromEntries(names.map((name) => [name, isAsLeft(name) ? was[name] : now[name]])) as unknown as Standing;
}

/** What was closed as one is closed as two. */
async function closeIfClosed(
  tx: Tx,
  workspaceId: string,
  other: string,
  now: Standing,
  became: Standing,
): Promise<void> {
  if (now.state !== 'closed' || became.state === 'closed') return;
  const theirs = await readStanding(tx, workspaceId, other);
  const { endedAt, endedBy, result } = now;
  await writeStanding(tx, workspaceId, other, {
    ...theirs,
    state: 'closed',
    waitingSince: null,
    endedAt,
    endedBy,
    result,
  });
}

/** Not where they were merged otherwise since, or are with two clients by now. The link is put back after it. */
async function joinAgain(
  tx: Tx,
  workspaceId: string,
  { conversationId, other, linkAfter }: KeptMerge,
): Promise<KeptMerge | null> {
  const { rows } = await sql<{ id: string; rootId: string; survivorId: number | null }>`
    select c.id, c.root_id, k.survivor_id from conversation c left join contact k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    where c.workspace_id = ${workspaceId} and c.id in (${conversationId}, ${other})`.execute(tx);
  const areApart = rows.length === 2 && rows.every(({ id, rootId }) => id === rootId);
  const clients = new Set(rows.flatMap(({ survivorId }) => survivorId ?? []));
  if (!areApart || clients.size > 1) return null;
  return { ...(await joinConversations(tx, workspaceId, { conversationId, other, keepsLink: true })), linkAfter };
}
