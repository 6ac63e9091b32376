import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { type PartingStep, partingSteps } from './parting-steps.ts';
import { type FamilyRow, type Owner, planParting } from './plan-parting.ts';

/**
 * Gives the values of a family of cards to those that come out of it: each row to the card it is of, as it was, with the main mark and the ownership that it
 * had there. What another card owns by now stays that card's. All of them are locked, and their values.
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
  if (placed.length === 0 && forgotten.length === 0) return;
  await together([
    putAll(tx, workspaceId, survivor, partingSteps(rows, placed, survivor), forgotten),
    ownAll(tx, workspaceId, survivor, owners),
  ]);
}

async function familyRows(tx: Tx, workspaceId: string, survivor: number, members: number[]): Promise<FamilyRow[]> {
  const { rows } = await sql<FamilyRow>`
    select id, kind, account, key, trust, first_seen, came, main, true as stands from contact_identifier
    where workspace_id = ${workspaceId} and contact_id = ${survivor}
    union all
    select id, kind, account, key, trust, first_seen, came, false, false from value_beneath
    where workspace_id = ${workspaceId} and contact_id = any(${members}::bigint[])`.execute(tx);
  return rows;
}

/**
 * All of it in one statement, whose parts follow each other by what they count of the one before: what goes beneath or to another card makes
 * room for what comes up, and for another main one.
 */
async function putAll(
  tx: Tx,
  workspaceId: string,
  survivor: number,
  steps: PartingStep[],
  forgotten: string[],
): Promise<void> {
  await sql`
    with step as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as s (id uuid, card bigint, main boolean, came jsonb, does text)
    ), forgotten as (
      delete from value_beneath where workspace_id = ${workspaceId} and id = any(${forgotten}::uuid[])
    ), up as (
      delete from value_beneath b using step s where b.workspace_id = ${workspaceId} and b.id = s.id and s.does = 'comeUp'
      returning b.workspace_id, b.id, b.kind, b.account, b.key, b.display, b.label, b.trust, b.source, b.first_seen, s.card, s.main, s.came
    ), known as (
      insert into identifier (workspace_id, kind, account, key, state) select distinct workspace_id, kind, account, key, 'contested' from up on conflict do nothing
    ), down as (
      delete from contact_identifier c using step s where c.workspace_id = ${workspaceId} and c.id = s.id and s.does = 'goDown'
      returning c.workspace_id, coalesce((c.came -> 0 ->> 'card')::bigint, c.contact_id) as card, c.id, c.kind, c.account, c.key, c.display, c.label, c.trust, c.source,
        c.first_seen, coalesce(s.came, '[]') as came
    ), beneath as (
      insert into value_beneath (workspace_id, contact_id, id, kind, account, key, display, label, trust, source, first_seen, came)
      select workspace_id, card, id, kind, account, key, display, label, trust, source, first_seen, came from down
    ), stayed as (
      update value_beneath b set came = coalesce(s.came, '[]') from step s where b.workspace_id = ${workspaceId} and b.id = s.id and s.does = 'stayDown'
    ), moved as (
      update contact_identifier c set contact_id = s.card, came = s.came, main = s.main from step s
      where (select count(*) from down) >= 0 and c.workspace_id = ${workspaceId} and c.id = s.id and s.does = 'stand' and s.card <> ${survivor} returning 1
    ), kept as (
      update contact_identifier c set came = s.came, main = s.main from step s
      where (select count(*) from down) + (select count(*) from moved) >= 0 and c.workspace_id = ${workspaceId} and c.id = s.id and s.does = 'stand' and s.card = ${survivor} returning 1
    )
    insert into contact_identifier (workspace_id, contact_id, id, kind, account, key, display, label, trust, source, first_seen, came, main)
    select workspace_id, card, id, kind, account, key, display, label, trust, source, first_seen, came, main from up
    where (select count(*) from down) + (select count(*) from moved) + (select count(*) from kept) >= 0`.execute(tx);
}

/**
 * Where the survivor owned it, or nobody does by now; and nobody said that it is not theirs (R-REC-7), but before they owned it all the same. What
 * somebody shared stays shared.
 */
async function ownAll(tx: Tx, workspaceId: string, survivor: number, owners: Owner[]): Promise<void> {
  const isRefused = sql`not (o."ownedBefore" and i.owner_id is not null) and exists (select from refusal r where r.workspace_id = i.workspace_id and r.kind = i.kind
    and r.account = i.account and r.key = i.key and r.contact_id = o.card)`;
  const owner = sql`case when o.card is null or (${isRefused}) or (select c.state from contact c
    where c.workspace_id = i.workspace_id and c.id = o.card) <> 'active' then null else o.card end`;
  await sql`
    update identifier i set owner_id = ${owner}, state = case when ${owner} is not null then 'owned' when i.state = 'free' then 'free' else 'contested' end
    from jsonb_to_recordset(${JSON.stringify(owners)}::jsonb) as o (kind text, account text, key text, card bigint, "wasOwned" boolean, "ownedBefore" boolean)
    where i.workspace_id = ${workspaceId} and i.kind = o.kind and i.account = o.account and i.key = o.key collate "C" and i.state <> 'shared'
      and (i.owner_id = ${survivor} or (i.owner_id is null and o."wasOwned"))`.execute(tx);
}
