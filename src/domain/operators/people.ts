import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Role } from '#db/schema.ts';
import { announce } from '../live/announce.ts';
import type { Actor, OperatorActor } from './actor.ts';
import { must } from './policy.ts';
import { addQueueMember } from './queues.ts';

export interface Operator {
  id: string;
  userId: string | null;
  name: string;
  email: string;
  role: Role;
  language: 'en' | 'cs';
}

export interface NewOperator {
  /** The sign-in's user. */
  userId: string;
  name: string;
  email: string;
  role: Role;
  language?: 'en' | 'cs';
  /** Ids of the queues they are a member of. */
  queues?: string[];
}

/** Makes a user of the sign-in an operator of the workspace, again if they were removed. CONFLICT when they are one. */
export async function addOperator(tx: Tx, actor: Actor, given: NewOperator): Promise<Operator> {
  must(actor, 'manageOperators');
  const { workspaceId } = actor;
  const { userId, name, email, role, language = 'en', queues = [] } = given;
  const operator = await tx
    .insertInto('operator')
    .values({ workspaceId, id: randomUUID(), userId, name, email, role, language, removedAt: null })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'userId'])
        .where('userId', 'is not', null)
        .doUpdateSet({ name, email, role, language, removedAt: null })
        .where('operator.removedAt', 'is not', null),
    )
    .returning(['id', 'userId', 'name', 'email', 'role', 'language'])
    .executeTakeFirst();
  if (!operator)
    throw new Refusal('CONFLICT', `${email} is an operator of this workspace already.`, { reason: 'operatorAlready' });
  for (const queueId of queues) await addQueueMember(tx, actor, queueId, operator.id);
  await announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
  return operator;
}

/** The workspace's operators by name, without those who were removed. */
export async function listOperators(tx: Tx, actor: Actor): Promise<Operator[]> {
  must(actor, 'manageOperators');
  return tx
    .selectFrom('operator')
    .select(['id', 'userId', 'name', 'email', 'role', 'language'])
    .where('workspaceId', '=', actor.workspaceId)
    .where('removedAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The actor that a user of the sign-in is in this workspace, with their queues; null when they are none, or no longer. Notes that they are there. */
export async function operatorOfUser(tx: Tx, workspaceId: string, userId: string): Promise<OperatorActor | null> {
  const { rows } = await sql<Omit<OperatorActor, 'type' | 'workspaceId'> & { seenAt: Date | null }>`
    select o.id, o.name, o.role, o.seen_at,
      array(select m.queue_id from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as queues
    from operator o
    where o.workspace_id = ${workspaceId} and o.user_id = ${userId} and o.removed_at is null`.execute(tx);
  if (!rows[0]) return null;
  const { seenAt, ...operator } = rows[0];
  if (!seenAt || Date.now() - seenAt.getTime() > seenNoted) await noteSeen(tx, workspaceId, operator.id);
  return { type: 'operator', workspaceId, ...operator };
}

/** Milliseconds for which it is known well enough that somebody is there: not every request shall write. */
const seenNoted = 5 * 60_000;

async function noteSeen(tx: Tx, workspaceId: string, id: string): Promise<void> {
  // whoever finds the row taken leaves it: another request notes the same, or a verb changes it
  await sql`update operator set seen_at = now() where (workspace_id, id) in (
    select workspace_id, id from operator where workspace_id = ${workspaceId} and id = ${id} for no key update skip locked)`.execute(
    tx,
  );
}
