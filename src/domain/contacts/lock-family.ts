import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';

/** A card, or a signpost to one, in a locked family. */
export interface FamilyMember {
  id: number;
  survivorId: number;
  mergedInto: number | null;
  state: 'active' | 'binned' | 'merged' | 'erased';
}

/**
 * Locks the cards that some ids lead to, with all that were merged into them, in the order of their ids: whoever merges cards or takes them apart moves
 * their pointers, and whoever writes for a card (the intake) holds its row meanwhile. A family that grew while it was waited for is locked anew.
 * @param options `read`: only looks, and locks nothing.
 * @returns all members; none for an id that no card has.
 */
export async function lockFamilies(
  tx: Tx,
  workspaceId: string,
  ids: number[],
  options: { read?: boolean } = {},
): Promise<FamilyMember[]> {
  if (ids.length === 0) return [];
  if (options.read) return familiesOf(tx, workspaceId, ids, sql``);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const locked = await familiesOf(tx, workspaceId, ids, sql`for update`);
    const now = await familiesOf(tx, workspaceId, ids, sql``);
    const had = new Set(locked.map(({ id }) => id));
    if (now.every(({ id }) => had.has(id))) return now;
  }
  throw new Refusal('UNAVAILABLE', 'Others merge these cards at this moment. Try again.');
}

const mostAttempts = 5;

async function familiesOf(tx: Tx, workspaceId: string, ids: number[], lock: ReturnType<typeof sql>) {
  const { rows } = await sql<FamilyMember>`
    select id, survivor_id, merged_into, state from contact
    where workspace_id = ${workspaceId} and survivor_id = any(array(
      select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])))
    order by id ${lock}`.execute(tx);
  return rows;
}

/** The cards that some ids lead to, each once. */
export async function survivorsOf(tx: Tx, workspaceId: string, ids: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct survivor_id as id from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[]) order by 1`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
