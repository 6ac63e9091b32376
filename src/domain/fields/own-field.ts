import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Field } from '#contract/field.ts';
import { fold } from '#contract/fold.ts';
import type { Tx } from '#db/database.ts';
import { kindOfField } from './identifying-fields.ts';
import { ownFields } from './list-fields.ts';

/** What a field says of itself, before it is written. */
export type FieldContents = Pick<Field, 'type' | 'choices' | 'shape' | 'linkTemplate'>;

/** Locks the workspace's list of fields: two who change it at once follow each other. */
export async function lockFields(tx: Tx, workspaceId: string): Promise<Field[]> {
  await sql`select from workspace where id = ${workspaceId} for no key update`.execute(tx);
  return ownFields(tx, workspaceId);
}

/** One of the workspace's own fields. @throws NOT_FOUND for none, one that was deleted, or one that comes with Vizitka. */
export function findField(fields: Field[], id: string): Field {
  const field = fields.find((one) => one.id === id);
  if (!field) throw notFound('field');
  return field;
}

/** @throws INVALID for a choice without choices, two alike, a shape of what is no text, a link without its value. */
export function refuseNonsense({ type, choices, shape, linkTemplate }: FieldContents): void {
  const fields: Record<string, string> = {};
  if (type === 'choice' && choices.length === 0) fields.choices = 'Give the choices that there are.';
  if (new Set(choices.map(fold)).size < choices.length) fields.choices = 'Two of the choices are alike.';
  if (shape !== null && type !== 'text') fields.shape = 'Only a text has a shape.';
  if (linkTemplate !== null && !linkTemplate.includes('{value}')) {
    fields.linkTemplate = 'Write {value} where the value belongs, as in https://crm.example.com/clients/{value}.';
  }
  if (Object.keys(fields).length > 0) throw new Refusal('INVALID', 'This field cannot be so.', { fields });
}

/** From now on the values of a kind may stand on several cards: they narrow and identify nobody (R-ID-3). */
export async function letStandOnSeveral(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await sql`update identifier set state = 'shared', owner_id = null
    where workspace_id = ${workspaceId} and kind = ${kindOfField(name)} and state in ('owned', 'contested')`.execute(
    tx,
  );
}

/** From now on one value has one card: what stands on one becomes its own, what stands on several waits to be decided. */
export async function oneCardEach(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await sql`
    with standing as (
      select ci.account, ci.key, count(distinct s.id) as cards,
        (array_agg(ci.contact_id order by ci.contact_id <> s.id, ci.contact_id))[1] as contact_id,
        bool_or(r.contact_id is not null) as refused
      from contact_identifier ci
      join contact c on c.workspace_id = ci.workspace_id and c.id = ci.contact_id
      join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id and s.state = 'active'
      left join refusal r on r.workspace_id = ci.workspace_id and r.kind = ci.kind and r.account = ci.account and r.key = ci.key and r.contact_id = s.id
      where ci.workspace_id = ${workspaceId} and ci.kind = ${kindOfField(name)} group by ci.account, ci.key)
    update identifier i set state = case when st.key is null then 'free' when st.cards = 1 and not st.refused then 'owned' else 'contested' end,
      owner_id = case when st.cards = 1 and not st.refused then st.contact_id end
    from identifier v left join standing st on st.account = v.account and st.key = v.key
    where v.workspace_id = ${workspaceId} and v.kind = ${kindOfField(name)} and v.state = 'shared'
      and i.workspace_id = v.workspace_id and i.kind = v.kind and i.account = v.account and i.key = v.key`.execute(tx);
}
