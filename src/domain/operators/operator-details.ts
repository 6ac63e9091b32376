import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Operator, OperatorEdit } from '#contract/operator.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from './actor.ts';
import { keepAnAdministrator } from './end-access.ts';
import { must } from './policy.ts';

/** Everybody who works here, and who did, for administrators: by name, those without access any more last. */
export async function listOperatorDetails(tx: Tx, actor: Actor): Promise<{ items: Operator[]; nextCursor: null }> {
  must(actor, 'manageOperators');
  return { items: await readDetails(tx, actor.workspaceId, null), nextCursor: null };
}

/** One of them. @throws NOT_FOUND */
export async function readOperator(tx: Tx, actor: Actor, id: string): Promise<Operator> {
  must(actor, 'manageOperators');
  const [operator] = await readDetails(tx, actor.workspaceId, id);
  if (!operator) throw notFound('operator');
  return operator;
}

/**
 * Changes what an operator may do: role, queues, capacity, and the name that others read. What they may see follows at once.
 * @throws NOT_FOUND for who has no access; CONFLICT when no administrator would be left; INVALID for a queue that there is not.
 */
export async function editOperator(tx: Tx, actor: Actor, { id, queues, ...edit }: OperatorEdit): Promise<Operator> {
  must(actor, 'manageOperators');
  const { workspaceId } = actor;
  const { name, role, capacity } = edit;
  if (role !== undefined && role !== 'administrator') await keepAnAdministrator(tx, workspaceId, id);
  const { numAffectedRows } = await sql`
    update operator set name = coalesce(${name ?? null}, name), role = coalesce(${role ?? null}, role),
      capacity = case when ${capacity === undefined} then capacity else ${capacity ? JSON.stringify(capacity) : null}::jsonb end
    where workspace_id = ${workspaceId} and id = ${id} and removed_at is null`.execute(tx);
  if (!numAffectedRows) throw notFound('operator');
  if (queues) await setQueues(tx, workspaceId, id, queues);
  await announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
  return readOperator(tx, actor, id);
}

async function setQueues(tx: Tx, workspaceId: string, operatorId: string, queues: string[]): Promise<void> {
  await sql`
    delete from queue_member where workspace_id = ${workspaceId} and operator_id = ${operatorId} and queue_id <> all(${queues}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into queue_member (workspace_id, queue_id, operator_id)
    select workspace_id, id, ${operatorId} from queue where workspace_id = ${workspaceId} and id = any(${queues}::uuid[])
    on conflict do nothing`.execute(tx);
  await refuseUnknownQueues(tx, workspaceId, queues);
}

/** Before somebody is made for it in the sign-in: whether they may be added. @throws FORBIDDEN; INVALID for a queue that there is not. */
export async function mayAddOperator(tx: Tx, actor: Actor, { queues }: { queues: string[] }): Promise<void> {
  must(actor, 'manageOperators');
  await refuseUnknownQueues(tx, actor.workspaceId, queues);
}

async function refuseUnknownQueues(tx: Tx, workspaceId: string, queues: string[]): Promise<void> {
  const { rows } =
    await sql`select id from queue where workspace_id = ${workspaceId} and id = any(${queues}::uuid[])`.execute(tx);
  if (rows.length === new Set(queues).size) return;
  const words = 'Name queues of this workspace.';
  throw new Refusal('INVALID', words, { fields: { queues: words } });
}

type Row = Omit<Operator, 'seenAt' | 'removedAt'> & { seenAt: Date | null; removedAt: Date | null };

async function readDetails(tx: Tx, workspaceId: string, only: string | null): Promise<Operator[]> {
  const { rows } = await sql<Row>`
    select o.id, o.name, o.email, o.role, o.language, o.capacity, coalesce(p.state, 'away') as presence, p.reason, o.seen_at, o.removed_at,
      case when o.removed_at is null then array(
        select m.queue_id from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id order by m.queue_id)
      else coalesce(o.left_queues, '{}') end as queues
    from operator o left join operator_presence p on p.workspace_id = o.workspace_id and p.operator_id = o.id
    where o.workspace_id = ${workspaceId} and (${only}::uuid is null or o.id = ${only}::uuid)
    order by o.removed_at is not null, o.name, o.id`.execute(tx);
  return rows.map(({ seenAt, removedAt, ...row }) => ({
    ...row,
    seenAt: seenAt?.toISOString() ?? null,
    removedAt: removedAt?.toISOString() ?? null,
  }));
}
