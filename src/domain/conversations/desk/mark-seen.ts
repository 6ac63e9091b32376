import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mustBeOperator } from '../../operators/policy.ts';
import { rootOf } from '../root-of.ts';
import { announceDesk } from './tell.ts';

/**
 * Keeps that the operator has read a conversation to its end. Told to the screens only where that is news, so that looking at it makes no flood.
 * @returns that nothing in it is unread.
 * @throws NOT_FOUND.
 */
export async function markSeen(tx: Tx, actor: Actor, { id }: { id: string }): Promise<{ unread: boolean }> {
  const operator = mustBeOperator(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  const { numAffectedRows } = await sql`
    insert into conversation_seen as s (workspace_id, operator_id, conversation_id, at, place)
    select c.workspace_id, ${operator.id}::uuid, c.id, c.last_at, c.last_place from conversation c
    where c.workspace_id = ${operator.workspaceId} and c.id = ${root.id}
    on conflict (workspace_id, operator_id, conversation_id) do update set at = excluded.at, place = excluded.place
    where (s.at, s.place) < (excluded.at, excluded.place)`.execute(tx);
  if (numAffectedRows) await announceDesk(tx, actor, root.id, 'seen');
  return { unread: false };
}

/** Tells colleagues and the visitor that the operator is writing; nothing is kept. @throws NOT_FOUND. */
export async function tellTyping(tx: Tx, actor: Actor, { id }: { id: string }): Promise<Record<string, never>> {
  const operator = mustBeOperator(actor, 'workConversations');
  const root = await rootOf(tx, operator, id);
  await announceDesk(tx, operator, root.id, 'typing');
  return {};
}
