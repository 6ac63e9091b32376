import { sql } from 'kysely';
import type { KeptOut } from '#contract/blocking.ts';
import type { Tx } from '#db/database.ts';
import type { NotRestored, PastChange } from '../history/past-change.ts';
import type { TouchedValue } from '../history/record-change.ts';

/** How a conversation stands, as a change keeps it that keeps it out or lets it in. */
export interface KeptOutSide {
  conversationId: string;
  value: KeptOut | null;
  keptBy: string | null;
  state: 'waiting' | 'open' | 'closed';
  assigneeId: string | null;
  waitingSince: string | null;
  endedAt: string | null;
  endedBy: string | null;
  result: string | null;
}

/** A block as a change keeps it. */
export interface BlockSide {
  id: string;
  value: string;
}

/** How conversations stand now. The caller has locked them. */
export async function keptOutSides(tx: Tx, workspaceId: string, ids: string[]): Promise<KeptOutSide[]> {
  const { rows } = await sql<Record<'waitingSince' | 'endedAt', Date | null> & KeptOutSide>`
    select c.id as conversation_id, c.kept_out as value, c.kept_by, c.state, c.assignee_id, c.waiting_since, c.ended_at, c.ended_by, c.result
    from conversation c where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[]) and c.merged_into is null
    order by c.id`.execute(tx);
  return rows.map(({ waitingSince, endedAt, ...row }) => ({
    ...row,
    waitingSince: (waitingSince as Date | null)?.toISOString() ?? null,
    endedAt: (endedAt as Date | null)?.toISOString() ?? null,
  }));
}

/** Writes how a conversation stands. */
export async function standAs(tx: Tx, workspaceId: string, side: KeptOutSide): Promise<void> {
  await sql`
    update conversation set kept_out = ${side.value}, kept_by = ${side.keptBy}, spam_at = case when ${side.value}::text is null then null
        else coalesce(spam_at, ${new Date()}) end,
      state = ${side.state}, assignee_id = ${side.assigneeId}, waiting_since = ${side.waitingSince}::timestamptz,
      ended_at = ${side.endedAt}::timestamptz, ended_by = ${side.endedBy}, result = ${side.result}, version = version + 1
    where workspace_id = ${workspaceId} and id = ${side.conversationId}`.execute(tx);
}

/** The conversations that a change kept out or let in. */
export function keptOutIn(change: PastChange): string[] {
  return change.items
    .filter(({ target }) => target === 'keptOut')
    .map(({ before, after }) => ((before ?? after) as KeptOutSide).conversationId);
}

/**
 * Puts back who is kept out, and how the conversations stood that this closed or let in, where nothing else became of them since. They are locked.
 * @returns what was touched, for the change of the undo.
 */
export async function putBackKeptOut(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const done: TouchedValue[] = [];
  const changedLater = (target: string) => notRestored.push({ target, contactId: null, reason: 'changedLater' });
  for (const { target, before, after } of change.items) {
    if (target === 'blockedSender') {
      if (await putBackBlock(tx, workspaceId, before as BlockSide | null, after as BlockSide | null))
        done.push({ contactId: null, target, before: after, after: before });
      else changedLater(target);
    }
    if (target !== 'keptOut') continue;
    const then = before as KeptOutSide;
    const [now] = await keptOutSides(tx, workspaceId, [then.conversationId]);
    const left = after as KeptOutSide;
    if (now && now.value === left.value && now.state === left.state && now.endedAt === left.endedAt) {
      await standAs(tx, workspaceId, then);
      done.push({ contactId: null, target, before: now, after: then });
    } else changedLater(target);
  }
  return done;
}

/** Lifts what a change blocked, and blocks again what it lifted, unless another block of the value stands by now. */
async function putBackBlock(
  tx: Tx,
  workspaceId: string,
  before: BlockSide | null,
  after: BlockSide | null,
): Promise<boolean> {
  const lifted =
    after &&
    (await sql`update blocked_sender set lifted_at = ${new Date()}
      where workspace_id = ${workspaceId} and id = ${after.id} and lifted_at is null`.execute(tx));
  const blocked =
    before &&
    (await sql`update blocked_sender b set lifted_at = null where b.workspace_id = ${workspaceId} and b.id = ${before.id} and b.lifted_at is not null
      and not exists (select from blocked_sender o where o.workspace_id = b.workspace_id and o.kind = b.kind and o.account = b.account
        and o.key = b.key and o.lifted_at is null)`.execute(tx));
  return [lifted, blocked].every((one) => one === null || one.numAffectedRows === 1n);
}
