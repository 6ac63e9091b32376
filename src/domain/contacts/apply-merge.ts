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

/**
 * Moves the values of the merged cards to the survivor, as planned: each row keeps its id, and notes where and how it stood. Of several rows of one
 * value one stands, the others lie beneath: part-values.ts gives all of them back.
 */
export async function moveValues(
  tx: Tx,
  workspaceId: string,
  survivor: CardState,
  merged: CardState[],
  { values }: MergeDecision,
): Promise<void> {
  await forgetWhoLeft(tx, workspaceId, [survivor, ...merged]);
  await noteWhereFrom(tx, workspaceId, [survivor, ...merged], values);
  await sql`update identifier set owner_id = ${survivor.id}
    where workspace_id = ${workspaceId} and owner_id = any(${merged.map(({ id }) => id)}::bigint[])`.execute(tx);
  const owned = new Set([survivor, ...merged].flatMap((card) => card.owns));
  for (const { kind, account, key, id, gone, state } of values) {
    if (state !== 'owned' || [id, ...gone].some((row) => owned.has(row))) continue;
    await sql`update identifier set state = 'owned', owner_id = ${survivor.id}
      where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(tx);
  }
  const gone = values.flatMap((value) => value.gone);
  if (gone.length > 0) await layBeneath(tx, workspaceId, gone);
  const moved = values.filter(({ from }) => from !== survivor.id);
  if (moved.length === 0) return;
  await sql`
    update contact_identifier c set contact_id = ${survivor.id}, main = v.main
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ main }) => main)}::boolean[]) as v (id, main)
    where c.workspace_id = ${workspaceId} and c.id = v.id`.execute(tx);
}

/** A value that came back to a card (an undone edit) after the one it had come from went its own way is the card's own by now. */
async function forgetWhoLeft(tx: Tx, workspaceId: string, cards: CardState[]): Promise<void> {
  await sql`
    update contact_identifier c set came = (
      select jsonb_agg(n.through order by n.place) from jsonb_array_elements(c.came) with ordinality as n (through, place)
      join contact f on f.workspace_id = c.workspace_id and f.id = (n.through ->> 'card')::bigint and f.survivor_id = c.contact_id)
    where c.workspace_id = ${workspaceId} and c.contact_id = any(${cards.map(({ id }) => id)}::bigint[]) and c.came is not null
      and exists (select from jsonb_array_elements(c.came) n left join contact f on f.workspace_id = c.workspace_id
        and f.id = (n ->> 'card')::bigint where f.survivor_id is distinct from c.contact_id)`.execute(tx);
}

/** The survivor's own values only where they meet others, or become its own by the merge. */
async function noteWhereFrom(
  tx: Tx,
  workspaceId: string,
  cards: CardState[],
  values: MergeDecision['values'],
): Promise<void> {
  const [survivor] = cards;
  const alone = values.flatMap(({ id, from, gone, state }) =>
    from === survivor?.id && gone.length === 0 && (state === 'owned') === survivor.owns.includes(id) ? id : [],
  );
  const at = new Date().toISOString();
  const notes = cards.flatMap((card) =>
    card.values
      .filter(({ id }) => !alone.includes(id))
      .map(({ id, main }) => ({ id, came: [{ card: card.id, at, main, owned: card.owns.includes(id) }] })),
  );
  if (notes.length === 0) return;
  await sql`
    update contact_identifier c set came = coalesce(c.came, '[]') || n.came
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as n (id uuid, came jsonb)
    where c.workspace_id = ${workspaceId} and c.id = n.id`.execute(tx);
}

async function layBeneath(tx: Tx, workspaceId: string, ids: string[]): Promise<void> {
  await sql`
    with gone as (delete from contact_identifier where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) returning *)
    insert into value_beneath (workspace_id, contact_id, id, kind, account, key, display, label, trust, source, first_seen, came)
    select workspace_id, (came -> 0 ->> 'card')::bigint, id, kind, account, key, display, label, trust, source, first_seen, came from gone`.execute(
    tx,
  );
}

/** The values that stand on several of the cards, by keyText: only of those is anything to be decided. */
export function valuesOfSeveral(cards: CardState[]): { kind: string; account: string; key: string }[] {
  const byKey = Map.groupBy(
    cards.flatMap(({ values }) => values),
    keyText,
  );
  return [...byKey.values()].flatMap((same) => (same.length > 1 && same[0] ? same[0] : []));
}
