import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Role } from '#db/schema.ts';
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
  must(actor, 'manageSettings');
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
  if (!operator) throw new Refusal('CONFLICT', `${email} is an operator of this workspace already.`);
  for (const queueId of queues) await addQueueMember(tx, actor, queueId, operator.id);
  return operator;
}

/**
 * Ends an operator's access, at once and with all their memberships; what they did stays in the history.
 * CONFLICT for the last administrator, whom nobody could bring back. NOT_FOUND.
 */
export async function removeOperator(tx: Tx, actor: Actor, id: string): Promise<void> {
  must(actor, 'manageSettings');
  const { workspaceId } = actor;
  // Locked, so that two administrators who remove each other at one moment do not both succeed.
  const administrators = await tx
    .selectFrom('operator')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('role', '=', 'administrator')
    .where('removedAt', 'is', null)
    .forUpdate()
    .execute();
  if (administrators.length === 1 && administrators[0]?.id === id) {
    throw new Refusal('CONFLICT', 'This is the last administrator. Make another one first.');
  }
  const { numUpdatedRows } = await tx
    .updateTable('operator')
    .set({ removedAt: sql`now()` })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notFound('operator');
  await tx.deleteFrom('queueMember').where('workspaceId', '=', workspaceId).where('operatorId', '=', id).execute();
}

/** The workspace's operators by name, without those who were removed. */
export async function listOperators(tx: Tx, actor: Actor): Promise<Operator[]> {
  must(actor, 'manageSettings');
  return tx
    .selectFrom('operator')
    .select(['id', 'userId', 'name', 'email', 'role', 'language'])
    .where('workspaceId', '=', actor.workspaceId)
    .where('removedAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The actor that a user of the sign-in is in this workspace, with their queues; null when they are none, or no longer. */
export async function operatorOfUser(tx: Tx, workspaceId: string, userId: string): Promise<OperatorActor | null> {
  const { rows } = await sql<Omit<OperatorActor, 'type' | 'workspaceId'>>`
    select o.id, o.name, o.role,
      array(select m.queue_id from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as queues
    from operator o
    where o.workspace_id = ${workspaceId} and o.user_id = ${userId} and o.removed_at is null`.execute(tx);
  return rows[0] ? { type: 'operator', workspaceId, ...rows[0] } : null;
}
