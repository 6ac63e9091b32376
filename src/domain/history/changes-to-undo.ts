import { type RawBuilder, sql } from 'kysely';
import type { UndoManyInput } from '#contract/merge.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead } from '../operators/policy.ts';

/**
 * The changes that are meant and stand, the newest first. What was undone is left out; of what was undone and done again the latest step stands
 * for it. An undoing counts only where it is asked for, by its batch or verb: else one would do again what the same call undoes. Changes in
 * conversations that the actor may not read do not exist.
 * @returns at most `most` ids, and how many there are in all.
 */
export async function changesToUndo(
  tx: Tx,
  actor: Actor,
  asked: Omit<UndoManyInput, 'dryRun'>,
  most: number,
): Promise<{ ids: string[]; found: number }> {
  const { rows } = await sql<{ id: string; found: number }>`
    with recursive step as (
      select h.id, h.at, h.verb, h.reason, 0 as times from change h
      where h.workspace_id = ${actor.workspaceId} and ${sql.join(conditionsOf(asked), sql` and `)} and ${isRead(actor)}
      union all
      select u.id, u.at, u.verb, u.reason, step.times + 1 from step
      join change u on u.workspace_id = ${actor.workspaceId} and u.undoes = step.id)
    select step.id, count(*) over ()::int as found from step
    where step.times % 2 = 0 and not exists (select from change u where u.workspace_id = ${actor.workspaceId} and u.undoes = step.id)
    order by step.at desc, step.verb = 'importContact', step.id limit ${most}`.execute(tx); // an import makes the card of a row, then merges it, within one moment
  return { ids: rows.map(({ id }) => id), found: rows[0]?.found ?? 0 };
}

function conditionsOf({ batchId, rule, source, operatorId, verbs, from, to }: Omit<UndoManyInput, 'dryRun'>) {
  const conditions: RawBuilder<unknown>[] = [];
  if (batchId) conditions.push(sql`h.batch_id = ${batchId}::uuid`);
  else if (!verbs?.includes('undo')) conditions.push(sql`h.verb <> 'undo'`);
  if (rule) conditions.push(sql`h.reason ->> 'rule' = ${rule}`);
  if (source) conditions.push(sql`h.reason ->> 'source' = ${source} and h.batch_id is not null`);
  if (operatorId) conditions.push(sql`h.actor ->> 'type' = 'operator' and h.actor ->> 'id' = ${operatorId}`);
  if (verbs) conditions.push(sql`h.verb = any(${verbs}::text[])`);
  if (from) conditions.push(sql`h.at >= ${from}::timestamptz`);
  if (to) conditions.push(sql`h.at < ${to}::timestamptz`);
  return conditions;
}

function isRead(actor: Actor): RawBuilder<unknown> {
  return sql`(h.conversation_id is null or exists (
    select from conversation c join conversation root on root.workspace_id = c.workspace_id and root.id = c.root_id
    where c.workspace_id = h.workspace_id and c.id = h.conversation_id and ${mayRead(actor, sql.ref('root.queue_id'), sql.ref('root.id'))}))`;
}
