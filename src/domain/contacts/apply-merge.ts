import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import type { CardState } from './card-state.ts';
import type { MergeDecision } from './plan-merge.ts';
import { pointTo } from './signposts.ts';
import { fieldsSet } from './write-fields.ts';

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
  const ids = merged.map(({ id }) => id);
  await together([
    moveValues(tx, workspaceId, survivor, merged, decision),
    pointTo(tx, workspaceId, ids, survivor.id, sql`, ${fieldsSet(decision)}`),
  ]);
}

/**
 * Moves the values of the merged cards to the survivor, as planned, in one statement: each row keeps its id, and notes where and how it stood. Of several
 * rows of one value one stands, the others lie beneath: part-values.ts gives all of them back. A value that came back to a card (an undone
 * edit) after the one it had come from went its own way is the card's own by now: such ways are forgotten first. So is what lies beneath a merged card
 * on which no value stands any more: it notes nothing of this merge, and would come up when it is undone.
 */
export async function moveValues(
  tx: Tx,
  workspaceId: string,
  survivor: CardState,
  merged: CardState[],
  { values }: MergeDecision,
): Promise<void> {
  const became = becomingOwned([survivor, ...merged], values);
  const mergedIds = merged.map(({ id }) => id);
  const bare = merged.flatMap(({ id, values: own }) => (own.length === 0 ? id : []));
  // what goes makes room before what stays takes its place: the last part reads how many went
  await sql`
    with planned as materialized (
      select p.*, c.came as way, (
        select jsonb_agg(n.through order by n.place) from jsonb_array_elements(c.came) with ordinality as n (through, place)
        join contact f on f.workspace_id = c.workspace_id and f.id = (n.through ->> 'card')::bigint and f.survivor_id = c.contact_id) as kept
      from jsonb_to_recordset(${JSON.stringify(plannedRows(survivor, merged, values))}::jsonb) as p (id uuid, main boolean, goes boolean, note jsonb)
      join contact_identifier c on c.workspace_id = ${workspaceId} and c.id = p.id
    ), noted as materialized (
      select id, main, goes, case when note is not null then coalesce(kept, '[]') || note when way <> '[]' then kept else way end as came from planned
    ), forgotten as (
      delete from value_beneath b using contact f where f.workspace_id = ${workspaceId} and f.survivor_id = any(${bare}::bigint[])
        and b.workspace_id = f.workspace_id and b.contact_id = f.id
    ), gone as (
      delete from contact_identifier c using noted n where c.workspace_id = ${workspaceId} and c.id = n.id and n.goes
      returning c.workspace_id, c.id, c.kind, c.account, c.key, c.display, c.label, c.trust, c.source, c.first_seen, n.came
    ), beneath as (
      insert into value_beneath (workspace_id, contact_id, id, kind, account, key, display, label, trust, source, first_seen, came)
      select workspace_id, (came -> 0 ->> 'card')::bigint, id, kind, account, key, display, label, trust, source, first_seen, came from gone returning 1
    ), owned as (
      update identifier i set state = 'owned', owner_id = ${survivor.id}
      from (
        select kind, account, key from identifier where workspace_id = ${workspaceId} and owner_id = any(${mergedIds}::bigint[])
        union select * from unnest(${became.map(({ kind }) => kind)}::text[], ${became.map(({ account }) => account)}::text[], ${became.map(({ key }) => key)}::text[])) o
      where i.workspace_id = ${workspaceId} and i.kind = o.kind and i.account = o.account and i.key = o.key collate "C"
    )
    update contact_identifier c set contact_id = ${survivor.id}, main = n.main, came = n.came
    from noted n
    where (select count(*) from beneath) >= 0 and c.workspace_id = ${workspaceId} and c.id = n.id and not n.goes`.execute(
    tx,
  );
}

/** Values that none of the cards owned, and that the survivor owns from now on. */
function becomingOwned(cards: CardState[], values: MergeDecision['values']) {
  const owned = new Set(cards.flatMap((card) => card.owns));
  return values.filter(({ id, gone, state }) => state === 'owned' && ![id, ...gone].some((row) => owned.has(row)));
}

/** What becomes of each row; the survivor's own ones are noted only where they meet others, or become its own by the merge. */
function plannedRows(survivor: CardState, merged: CardState[], values: MergeDecision['values']) {
  const alone = new Set(
    values.flatMap(({ id, from, gone, state }) =>
      from === survivor.id && gone.length === 0 && (state === 'owned') === survivor.owns.includes(id) ? id : [],
    ),
  );
  const mains = new Map(values.map(({ id, main }) => [id, main]));
  const going = new Set(values.flatMap(({ gone }) => gone));
  const at = new Date().toISOString();
  return [survivor, ...merged].flatMap((card) =>
    card.values.flatMap(({ id, main, came }) => {
      if (alone.has(id) && !came) return [];
      const isMain = card.id === survivor.id ? main : mains.get(id) === true;
      const note = alone.has(id) ? undefined : [{ card: card.id, at, main, owned: card.owns.includes(id) }];
      return { id, main: isMain, goes: going.has(id), note };
    }),
  );
}
