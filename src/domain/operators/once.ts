import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from './actor.ts';

/**
 * Does something once in a workspace and remembers when, in the caller's transaction: after a kill both are there or neither. A second one at
 * the same moment waits for the first.
 * @param name of the thing, for ever; @param work what is done the first time.
 * @returns when it was done.
 */
export async function once(tx: Tx, actor: Actor, name: string, work?: () => Promise<unknown>): Promise<Date> {
  const done = await doneAt(tx, actor, name, true);
  if (done) return done;
  await work?.();
  const now = new Date();
  await sql`
    update workspace set settings = jsonb_set(settings, '{done}', coalesce(settings -> 'done', '{}') || ${JSON.stringify({ [name]: now.toISOString() })}::jsonb)
    where id = ${actor.workspaceId}`.execute(tx);
  return now;
}

/** When it was done; null when it was not yet. `lock`: others wait until this transaction ends. */
export async function doneAt(tx: Tx, actor: Actor, name: string, lock = false): Promise<Date | null> {
  const { rows } = await sql<{ at: string | null }>`
    select settings #>> array['done', ${name}] as at from workspace where id = ${actor.workspaceId} ${lock ? sql`for no key update` : sql``}`.execute(
    tx,
  );
  const at = rows[0]?.at;
  return at ? new Date(at) : null;
}
