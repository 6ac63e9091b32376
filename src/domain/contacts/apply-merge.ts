import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { keyText } from './attach-values.ts';
import type { CardState } from './card-state.ts';
import { writeName } from './name-precedence.ts';
import type { MergeDecision } from './plan-merge.ts';
import { pointTo } from './signposts.ts';

/**
 * Writes a merge into cards that are locked, with their values. The merged cards keep their names, attributes and tags as they were: a later undo
 * gives those back. Nothing of conversations and entries is rewritten.
 */
export async function applyMerge(
  tx: Tx,
  workspaceId: string,
  survivor: CardState,
  merged: CardState[],
  decision: MergeDecision,
): Promise<void> {
  await moveValues(tx, workspaceId, survivor, merged, decision);
  await writeName(tx, workspaceId, survivor.id, decision.name);
  await sql`update contact set attributes = ${JSON.stringify(decision.attributes)}::jsonb, tags = ${decision.tags}::text[],
      conflicts = ${JSON.stringify(decision.conflicts)}::jsonb, extra = ${JSON.stringify(decision.extra)}::jsonb
    where workspace_id = ${workspaceId} and id = ${survivor.id}`.execute(tx);
  for (const { id } of merged) await pointTo(tx, workspaceId, id, survivor.id);
}

/** Moves the values of the merged cards to the survivor, as planned: each row keeps its id; of several of one value one stays. */
export async function moveValues(
  tx: Tx,
  workspaceId: string,
  survivor: CardState,
  merged: CardState[],
  { values }: MergeDecision,
): Promise<void> {
  const before = new Map([survivor, ...merged].flatMap((card) => card.values).map((value) => [value.id, value]));
  const owned = new Set(merged.flatMap((card) => card.owns));
  const doubted = values.filter(
    ({ id, gone, state }) =>
      state === 'owned' && ![id, ...gone].some((row) => owned.has(row) || survivor.owns.includes(row)),
  );
  await sql`update identifier set owner_id = ${survivor.id}
    where workspace_id = ${workspaceId} and owner_id = any(${merged.map(({ id }) => id)}::bigint[])`.execute(tx);
  for (const { kind, account, key } of doubted) {
    await sql`update identifier set state = 'owned', owner_id = ${survivor.id}
      where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(tx);
  }
  const gone = values.flatMap((value) => value.gone);
  if (gone.length > 0)
    await sql`delete from contact_identifier where workspace_id = ${workspaceId} and id = any(${gone}::uuid[])`.execute(
      tx,
    );
  const changed = values.filter(({ from, state: _, gone: _gone, ...value }) => {
    const was = before.get(value.id);
    return from !== survivor.id || !was || JSON.stringify(was) !== JSON.stringify({ ...was, ...value });
  });
  if (changed.length === 0) return;
  const column = <Column>(of: (value: (typeof changed)[number]) => Column) => changed.map(of);
  await sql`
    update contact_identifier c set contact_id = ${survivor.id}, label = v.label, trust = v.trust, source = v.source, main = v.main, first_seen = v.first_seen
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ label }) => label)}::text[], ${column(({ trust }) => trust)}::smallint[],
      ${column(({ source }) => JSON.stringify(source))}::jsonb[], ${column(({ main }) => main)}::boolean[], ${column(({ firstSeen }) => firstSeen)}::timestamptz[])
      as v (id, label, trust, source, main, first_seen)
    where c.workspace_id = ${workspaceId} and c.id = v.id`.execute(tx);
}

/** The values that stand on several of the cards, by keyText: only of those is anything to be decided. */
export function valuesOfSeveral(cards: CardState[]): { kind: string; account: string; key: string }[] {
  const byKey = Map.groupBy(
    cards.flatMap(({ values }) => values),
    keyText,
  );
  return [...byKey.values()].flatMap((same) => (same.length > 1 && same[0] ? same[0] : []));
}
