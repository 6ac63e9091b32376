import { sql } from 'kysely';
import type { Contact } from '#contract/contact.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { CanonicalValue } from '../identity/canonical.ts';
import { canonicalEntered, type GivenValue } from '../identity/canonical-entered.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';
import { readContact } from './read-contact.ts';

/**
 * The card that owns a value: exact look-up, as by a custom identifier (R-ID-6). A scoped id without its account is found where only one account
 * has it.
 * @throws NOT_FOUND when nobody has it, or nobody whom the actor may see; CONFLICT, with the cards in `data.contacts`, when it
 * stands on cards and identifies none of them; INVALID for no value of its kind, or an id that several accounts have.
 */
export async function findByIdentifier(tx: Tx, actor: Actor, given: GivenValue): Promise<Contact> {
  must(actor, 'seeCards');
  const { ownerId } = await whoseValue(tx, actor, given);
  if (ownerId === null) throw notFound('card');
  return readContact(tx, actor, ownerId);
}

/** A value as it is looked up, and the card that owns it; null where nobody does, as far as the actor may see. @throws as `findByIdentifier`, but for nobody. */
export async function whoseValue(
  tx: Tx,
  actor: Actor,
  given: GivenValue,
): Promise<{ value: CanonicalValue; ownerId: number | null }> {
  const value = await wholeValue(tx, actor, given);
  const { rows } = await sql<{ id: number; name: string | null; owns: boolean }>`
    select s.id, s.name, coalesce(i.owner_id = ci.contact_id, false) as owns
    from identifier i
    join contact_identifier ci on ci.workspace_id = i.workspace_id and ci.kind = i.kind and ci.account = i.account and ci.key = i.key
    join contact c on c.workspace_id = ci.workspace_id and c.id = ci.contact_id
    join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id and s.state = 'active'
    where i.workspace_id = ${actor.workspaceId} and i.kind = ${value.kind} and i.account = ${value.account} and i.key = ${value.key}
      and ${maySeeContact(actor, sql.ref('s.id'))}
      and (i.owner_id = s.id or not exists (select from refusal r where r.workspace_id = i.workspace_id and r.kind = i.kind
        and r.account = i.account and r.key = i.key and r.contact_id = s.id))
    order by owns desc, s.id limit ${mostTold}`.execute(tx);
  const [first] = rows;
  if (!first || first.owns) return { value, ownerId: first?.id ?? null };
  throw new Refusal('CONFLICT', 'This value is shared or contested: it stands on cards and identifies none of them.', {
    data: { contacts: rows.map(({ id, name }) => ({ id, name })) },
  });
}

const mostTold = 50;

async function wholeValue(tx: Tx, { workspaceId }: Actor, given: GivenValue): Promise<CanonicalValue> {
  const [read] = await canonicalEntered(tx, workspaceId, [given]);
  if (!read || 'problem' in read) {
    throw new Refusal('INVALID', 'This is no value of its kind.', {
      fields: { value: read?.problem ?? 'Give a value.' },
    });
  }
  const { value } = read;
  if (given.account !== undefined || value.account !== '') return value;
  const { rows } = await sql<{ account: string }>`
    select account from identifier where workspace_id = ${workspaceId} and kind = ${value.kind} and key = ${value.key} limit 2`.execute(
    tx,
  );
  if (rows.length < 2) return { ...value, account: rows[0]?.account ?? '' };
  const message = 'Several accounts of the provider have this id. Say which one in “account”.';
  throw new Refusal('INVALID', message, { fields: { account: message } });
}
