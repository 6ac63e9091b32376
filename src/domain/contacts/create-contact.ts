import { sql } from 'kysely';
import type { Contact, ContactInput } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { lockOwners } from './lock-owners.ts';
import { fromSource, sourceOfNames } from './name-precedence.ts';
import { putValues } from './put-values.ts';
import { readContact } from './read-contact.ts';
import { saveCards } from './save-card.ts';
import { readTypedValues } from './typed-values.ts';

/**
 * Makes a card (R-DIR-3), with the next number of the workspace.
 * @throws INVALID for values that are none or never identify (fields `identifiers.0.value`); CONFLICT naming the card that has a value.
 */
export async function createContact(
  tx: Tx,
  actor: Actor,
  input: ContactInput,
): Promise<{ contact: Contact; changeId: string | null }> {
  must(actor, 'editCards');
  if (!input.name && !input.identifiers?.length && !Object.keys(input.attributes ?? {}).length && !input.tags?.length) {
    throw new Refusal('INVALID', 'An empty card helps nobody. Give a name or a way to reach the client.', {
      fields: { name: 'Give a name, or fill in another field.' },
    });
  }
  const values = await readTypedValues(
    tx,
    actor,
    (input.identifiers ?? []).map((value, place) => ({ ...value, field: `identifiers.${place}.value` })),
  );
  const attributes = await readAttributes(tx, actor.workspaceId, input.attributes ?? {});
  const others = await lockOwners(tx, actor, null, { add: input.identifiers });
  const id = await insertCard(tx, actor, { ...input, attributes });
  const lifted = await putValues(tx, actor, { id, values: [] }, values, others);
  const changed = [...others.values()].map((before) => ({ id: before.id, before }));
  const changeId = await saveCards(tx, actor, [{ id, before: null }, ...changed], {
    verb: 'createContact',
    items: lifted,
  });
  return { contact: await readContact(tx, actor, id), changeId };
}

async function insertCard(tx: Tx, actor: Actor, input: ContactInput): Promise<number> {
  const now = new Date();
  const source = sourceOfNames(actor);
  const name = input.name ? fromSource(input.name, source, now) : null;
  const attributes: Record<string, AttributeValue> = {};
  for (const [field, text] of Object.entries(input.attributes ?? {})) {
    if (text !== '') attributes[field] = fromSource(text, source, now);
  }
  const { rows } = await sql<{ id: number }>`
    with number as (select next_contact_id() as id)
    insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, attributes, tags, created_at, updated_at)
    select ${actor.workspaceId}::uuid, id, id, ${name?.value ?? null}, ${name?.source ?? null}, ${name?.rank ?? 0}, ${name ? now : null}::timestamptz,
      ${JSON.stringify(attributes)}::jsonb, ${[...new Set(input.tags ?? [])].sort()}::text[], ${now}, ${now}
    from number returning id`.execute(tx);
  return (rows[0] as { id: number }).id;
}
