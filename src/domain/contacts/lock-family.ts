import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { together } from '#db/together.ts';
import { keyText } from './attach-values.ts';

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
  const read = () => familiesOf(tx, workspaceId, ids);
  return options.read ? read() : readLocked(tx, workspaceId, ids, read);
}

/** What is read of a member once it is locked; `values` where those that stand on it are to be locked as well. */
type Read = Pick<FamilyMember, 'id'> & { values?: readonly ValueKey[] };

/**
 * Locks families as lockFamilies does, and their values by key behind them, then reads what the caller wants to know of them: with a look of its own, which
 * sees what others did while they were waited for. When that made them more, all is locked and read once more. From here to the end of the transaction every
 * statement is planned once for all values: what is written to cards goes by keys, and planning it for each list of them takes longer than doing it.
 * @param read answers every member, with its values where those are needed.
 */
export async function readLocked<Member extends Read>(
  tx: Tx,
  workspaceId: string,
  ids: number[],
  read: () => Promise<Member[]>,
  options: { withValues?: boolean } = {},
): Promise<Member[]> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const [locked, now] = await together([lockRows(tx, workspaceId, ids, options.withValues ?? false), read()]);
    const isLocked = ({ id, values = [] }: Read) =>
      locked.cards.has(id) && (!options.withValues || values.every((value) => locked.values.has(keyText(value))));
    if (now.every(isLocked)) return now;
  }
  throw new Refusal('UNAVAILABLE', 'Others merge these cards at this moment. Try again.');
}

const mostAttempts = 5;

async function lockRows(tx: Tx, workspaceId: string, ids: number[], withValues: boolean) {
  const { rows } = await sql<{ cards: number[]; values: ValueKey[] }>`
    with card as materialized (
      select id from contact where workspace_id = ${workspaceId} and survivor_id = any(array(
        select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])))
      order by id for update
    ), held as materialized (
      select i.kind, i.account, i.key from (
        select distinct v.kind, v.account, v.key from contact_identifier v
        where ${withValues} and v.workspace_id = ${workspaceId} and v.contact_id = any(array(select id from card))) v
      join identifier i on i.workspace_id = ${workspaceId} and i.kind = v.kind and i.account = v.account and i.key = v.key
      order by i.kind collate "C", i.account collate "C", i.key for update of i
    )
    select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
      (select coalesce(json_agg(id), '[]') from card) as cards,
      (select coalesce(json_agg(json_build_object('kind', kind, 'account', account, 'key', key)), '[]') from held) as values`.execute(
    tx,
  );
  return { cards: new Set(rows[0]?.cards), values: new Set(rows[0]?.values.map(keyText)) };
}

async function familiesOf(tx: Tx, workspaceId: string, ids: number[]): Promise<FamilyMember[]> {
  const { rows } = await sql<FamilyMember>`
    select id, survivor_id, merged_into, state from contact
    where workspace_id = ${workspaceId} and survivor_id = any(array(
      select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])))
    order by id`.execute(tx);
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
