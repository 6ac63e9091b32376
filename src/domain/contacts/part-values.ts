import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { byKey, chooseMain } from './attach-values.ts';
import { lockValues } from './move-value.ts';
import { type FamilyRow, type Owner, type Placed, planParting } from './plan-parting.ts';

/**
 * Gives the values of a family of cards to those that come out of it: each row to the card it is of, as it was, with the main mark and the ownership that it
 * had there. What another card owns by now stays that card's. All of them are locked.
 * @param standsFor the card that stands for each member once they are parted.
 */
export async function partValues(
  tx: Tx,
  workspaceId: string,
  survivor: number,
  standsFor: ReadonlyMap<number, number>,
): Promise<void> {
  const rows = await familyRows(tx, workspaceId, survivor, [...standsFor.keys()]);
  const { placed, forgotten, owners } = planParting(rows, survivor, standsFor);
  await lockValues(tx, workspaceId, owners);
  await sql`delete from value_beneath where workspace_id = ${workspaceId} and id = any(${forgotten}::uuid[])`.execute(
    tx,
  );
  const leaving = placed.filter(({ row, stands, card }) => row.stands && (!stands || card !== survivor));
  await sql`update contact_identifier set main = false where workspace_id = ${workspaceId} and id = any(${leaving.map(({ row }) => row.id)}::uuid[])`.execute(
    tx,
  );
  // what leaves the survivor makes room for what comes up there
  for (const one of placed.toSorted((a, b) => Number(a.card === survivor) - Number(b.card === survivor)))
    await put(tx, workspaceId, one);
  for (const owner of owners.toSorted(byKey)) await own(tx, workspaceId, survivor, owner);
  for (const card of new Set([survivor, ...placed.map((one) => one.card)])) await chooseMain(tx, workspaceId, card);
}

async function familyRows(tx: Tx, workspaceId: string, survivor: number, members: number[]): Promise<FamilyRow[]> {
  const { rows } = await sql<FamilyRow>`
    select id, kind, account, key, trust, first_seen, came, true as stands from contact_identifier
    where workspace_id = ${workspaceId} and contact_id = ${survivor}
    union all
    select id, kind, account, key, trust, first_seen, came, false from value_beneath
    where workspace_id = ${workspaceId} and contact_id = any(${members}::bigint[])`.execute(tx);
  return rows;
}

async function put(tx: Tx, workspaceId: string, { row, card, stands, main, came }: Placed): Promise<void> {
  const path = came && JSON.stringify(came);
  if (row.stands && stands) {
    const isMain = sql`(main or (${main} and not exists (select from contact_identifier m where m.workspace_id = c.workspace_id
      and m.contact_id = ${card} and m.kind = c.kind and m.main and m.id <> c.id)))`;
    await sql`update contact_identifier c set contact_id = ${card}, came = ${path}::jsonb, main = ${isMain}
      where c.workspace_id = ${workspaceId} and c.id = ${row.id}`.execute(tx);
  } else if (stands) {
    await sql`
      with up as (delete from value_beneath where workspace_id = ${workspaceId} and id = ${row.id} returning *),
      known as (insert into identifier (workspace_id, kind, account, key, state) select workspace_id, kind, account, key, 'contested' from up on conflict do nothing)
      insert into contact_identifier (workspace_id, contact_id, id, kind, account, key, display, label, trust, source, first_seen, came, main)
      select workspace_id, ${card}, id, kind, account, key, display, label, trust, source, first_seen, ${path}::jsonb,
        ${main} and not exists (select from contact_identifier m where m.workspace_id = up.workspace_id and m.contact_id = ${card} and m.kind = up.kind and m.main)
      from up`.execute(tx);
  } else if (row.stands) {
    await sql`
      with down as (delete from contact_identifier where workspace_id = ${workspaceId} and id = ${row.id} returning *)
      insert into value_beneath (workspace_id, contact_id, id, kind, account, key, display, label, trust, source, first_seen, came)
      select workspace_id, coalesce((came -> 0 ->> 'card')::bigint, contact_id), id, kind, account, key, display, label, trust, source, first_seen, ${path ?? '[]'}::jsonb
      from down`.execute(tx);
  } else {
    await sql`update value_beneath set came = ${path ?? '[]'}::jsonb where workspace_id = ${workspaceId} and id = ${row.id}`.execute(
      tx,
    );
  }
}

/**
 * Where the survivor owned it, or nobody does by now; and nobody said that it is not theirs (R-REC-7), but before they owned it all the same. What
 * somebody shared stays shared.
 */
async function own(
  tx: Tx,
  workspaceId: string,
  survivor: number,
  { card, wasOwned, ownedBefore, ...value }: Owner,
): Promise<void> {
  const { kind, account, key }: ValueKey = value;
  const isRefused = sql`not (${ownedBefore} and i.owner_id is not null) and exists (select from refusal r where r.workspace_id = i.workspace_id and r.kind = i.kind and r.account = i.account
    and r.key = i.key and r.contact_id = ${card}::bigint)`;
  const owner = sql`case when ${card}::bigint is null or (${isRefused}) or (select c.state from contact c
    where c.workspace_id = i.workspace_id and c.id = ${card}::bigint) <> 'active' then null else ${card}::bigint end`;
  await sql`
    update identifier i set owner_id = ${owner}, state = case when ${owner} is not null then 'owned' when i.state = 'free' then 'free' else 'contested' end
    where i.workspace_id = ${workspaceId} and i.kind = ${kind} and i.account = ${account} and i.key = ${key} and i.state <> 'shared'
      and (i.owner_id = ${survivor} or (i.owner_id is null and ${wasOwned}))`.execute(tx);
}
