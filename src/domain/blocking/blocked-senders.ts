import { sql } from 'kysely';
import { z } from 'zod';
import type { BlockedSender } from '#contract/blocking.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { announceDesk } from '../conversations/desk/tell.ts';
import { KeyTime, readCursor, writeCursor } from '../conversations/page-key.ts';
import { recordChange, type TouchedValue } from '../history/record-change.ts';
import { recogniseAgain } from '../intake/recognise-again.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { blockedRows, mayLift } from './blocked-rows.ts';
import { keptOutSides, standAs } from './kept-out-item.ts';

const Key = z.tuple([KeyTime, z.uuid()]);

/** Who is kept out now, the newest first, a page at a time. `q` is a part of the value or the reason, or the name of who blocked them. */
export async function listBlocked(
  tx: Tx,
  actor: Actor,
  { cursor, limit, q }: { cursor?: string | undefined; limit: number; q?: string | undefined },
): Promise<{ items: BlockedSender[]; nextCursor: string | null }> {
  must(actor, 'blockSenders');
  const after = readCursor(cursor, Key);
  const like = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const found = await blockedRows(
    tx,
    actor,
    sql`${after ? sql`(b.at, b.id) < (${after[0]}, ${after[1]}::uuid)` : sql`true`}
      and ${like === null ? sql`true` : sql`(b.display ilike ${like} or b.reason ilike ${like} or b.by_name ilike ${like})`}`,
    sql`limit ${limit + 1}`,
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > items.length && last ? writeCursor([last.at, last.id]) : null };
}

/** Of what was kept out, so much is let in by one step, the newest; the rest keeps its mark. */
const most = { conversations: 500, recognised: 50 };

/**
 * Lets a sender in again: their next message waits like any other. What was kept out stays closed and loses its mark; who it is with is recognised now. A
 * change with Undo.
 * @throws NOT_FOUND; FORBIDDEN for who blocked somebody else's (notYourBlock); CONFLICT when they are let in already.
 */
export async function liftBlock(tx: Tx, actor: Actor, { id }: { id: string }): Promise<{ changeId: string | null }> {
  must(actor, 'blockSenders');
  const { workspaceId } = actor;
  const kept = await sql<{ id: string; isNew: boolean }>`
    select c.id, c.contact_id is null and c.link is null as is_new from conversation c
    where c.workspace_id = ${workspaceId} and c.id = any(array(select k.id from conversation k
      where k.workspace_id = ${workspaceId} and k.kept_by = ${id} and k.merged_into is null order by k.last_at desc limit ${most.conversations}))
    order by c.id for no key update`.execute(tx);
  const { rows } = await sql<{ byId: string | null; display: string; how: string; liftedAt: Date | null }>`
    select by_id, display, how, lifted_at from blocked_sender where workspace_id = ${workspaceId} and id = ${id} for update`.execute(
    tx,
  );
  const [block] = rows;
  if (!block) throw notFound('blocked sender');
  if (!mayLift(actor, block.byId))
    throw new Refusal('FORBIDDEN', 'Somebody else blocked this sender. A supervisor lets them in again.', {
      reason: 'notYourBlock',
    });
  if (block.liftedAt) throw new Refusal('CONFLICT', 'This sender is let in already.', { reason: 'liftedAlready' });
  await sql`update blocked_sender set lifted_at = ${new Date()} where workspace_id = ${workspaceId} and id = ${id}`.execute(
    tx,
  );
  const items: TouchedValue[] = [
    { contactId: null, target: 'blockedSender', before: { id, value: block.display }, after: null },
  ];
  const ids = kept.rows.map((row) => row.id);
  for (const before of await keptOutSides(tx, workspaceId, ids)) {
    const after = { ...before, value: null, keptBy: null };
    await standAs(tx, workspaceId, after);
    items.push({ contactId: null, target: 'keptOut', before, after });
  }
  for (const row of kept.rows.filter(({ isNew }) => isNew).slice(0, most.recognised)) {
    const done = await recogniseAgain(tx, workspaceId, row.id);
    items.push(...(done?.touched ?? []));
  }
  const changeId = await recordChange(tx, actor, { verb: 'liftBlock', items, reason: { how: block.how } });
  for (const one of ids) await announceDesk(tx, actor, one);
  await announce(tx, workspaceId, { topic: 'desk', what: 'blocked' });
  return { changeId };
}
