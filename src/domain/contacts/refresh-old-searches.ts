import { sql } from 'kysely';
import { foldVersion } from '#contract/fold.ts';
import type { Tx } from '#db/database.ts';
import { refreshSearch } from './refresh-search.ts';

/** So many cards are looked at in one transaction, and so many at most are refreshed. */
const lookedAt = 5_000;
const refreshed = 100;

/**
 * Makes cards findable anew that were made so by an older version of Vizitka (`foldVersion`), by their numbers from one on. No edit: their versions stay.
 * @returns the last number that was looked at, to go on from, null when there is none above; and how many cards were refreshed.
 */
export async function refreshOldSearches(
  tx: Tx,
  workspaceId: string,
  after: number,
): Promise<{ last: number | null; done: number }> {
  const { rows } = await sql<{ id: number; isOld: boolean }>`
    select id, fold_version < ${foldVersion} and state in ('active', 'binned') as is_old from contact
    where workspace_id = ${workspaceId} and id > ${after} order by id limit ${lookedAt}`.execute(tx);
  const old = rows.filter(({ isOld }) => isOld).slice(0, refreshed);
  const ids = old.map(({ id }) => id);
  await sql`select from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[]) order by id for update`.execute(
    tx,
  );
  for (const id of ids) await refreshSearch(tx, workspaceId, id);
  const last = old.length === refreshed ? ids.at(-1) : rows.at(-1)?.id;
  return { last: last ?? null, done: ids.length };
}
