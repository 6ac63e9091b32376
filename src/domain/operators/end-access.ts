import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from './actor.ts';
import { giveBackWork } from './give-back-work.ts';
import { must } from './policy.ts';

/**
 * Ends an operator's access, at once and with all their memberships: their open conversations wait in their queues again, and say so. What they did
 * stays in the history. Their screens hear of it with everybody's and find that they are signed out.
 * @returns the sign-in's user; null for who never had one.
 * @throws NOT_FOUND; CONFLICT for the last administrator, whom nobody could bring back.
 */
export async function removeOperator(tx: Tx, actor: Actor, id: string): Promise<string | null> {
  must(actor, 'manageOperators');
  const { workspaceId } = actor;
  await keepAnAdministrator(tx, workspaceId, id);
  const { rows } = await sql<{ name: string; userId: string | null }>`
    update operator o set removed_at = ${new Date()}, left_queues = array(
      select m.queue_id from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id)
    where o.workspace_id = ${workspaceId} and o.id = ${id} and o.removed_at is null returning o.name, o.user_id`.execute(
    tx,
  );
  const removed = rows[0];
  if (!removed) throw notFound('operator');
  await sql`delete from queue_member where workspace_id = ${workspaceId} and operator_id = ${id}`.execute(tx);
  await sql`delete from operator_presence where workspace_id = ${workspaceId} and operator_id = ${id}`.execute(tx);
  await giveBackWork(tx, actor, { id, name: removed.name });
  await announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
  return removed.userId;
}

/** Gives an operator their access again, with the role and the queues that they had. @throws NOT_FOUND for who has it, or never had. */
export async function bringBackOperator(tx: Tx, actor: Actor, id: string): Promise<void> {
  must(actor, 'manageOperators');
  const { workspaceId } = actor;
  const { numAffectedRows } = await sql`
    update operator set removed_at = null where workspace_id = ${workspaceId} and id = ${id} and removed_at is not null`.execute(
    tx,
  );
  if (!numAffectedRows) throw notFound('operator');
  await sql`
    insert into queue_member (workspace_id, queue_id, operator_id)
    select q.workspace_id, q.id, o.id from operator o join queue q on q.workspace_id = o.workspace_id and q.id = any(o.left_queues)
    where o.workspace_id = ${workspaceId} and o.id = ${id} on conflict do nothing`.execute(tx);
  await announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
}

/**
 * Refuses what would leave the workspace without an administrator. Locks them, so that two who remove each other at one moment do not both succeed.
 * @throws CONFLICT when `id` is the last one.
 */
export async function keepAnAdministrator(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const administrators = await tx
    .selectFrom('operator')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('role', '=', 'administrator')
    .where('removedAt', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  if (administrators.length !== 1 || administrators[0]?.id !== id) return;
  throw new Refusal('CONFLICT', 'This is the last administrator. Make another one first.', {
    reason: 'lastAdministrator',
  });
}
