import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Change } from '#contract/history.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { type ChangeRow, changeColumns, tellChanges } from './tell-changes.ts';

/** Changes as the API tells them (tell-changes.ts), in the order of the ids. */
export async function readChanges(tx: Tx, actor: Actor, ids: string[]): Promise<Change[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ChangeRow>`
    select ${changeColumns} from change c where c.workspace_id = ${actor.workspaceId} and c.id = any(${ids}::uuid[])`.execute(
    tx,
  );
  const changes = await tellChanges(tx, actor, rows);
  return ids.flatMap((id) => changes.get(id) ?? []);
}

/** One change. @throws NOT_FOUND. */
export async function readChange(tx: Tx, actor: Actor, id: string): Promise<Change> {
  const [change] = await readChanges(tx, actor, [id]);
  if (!change) throw notFound('change');
  return change;
}
