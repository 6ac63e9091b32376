import { sql } from 'kysely';
import type { Contact, ContactInput, NewIdentifier } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import type { IdentifierKind } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { CanonicalValue } from '../identity/canonical.ts';
import { canonicalEntered } from '../identity/canonical-entered.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { keyText } from './attach-values.ts';
import { lockCard } from './card-state.ts';
import { createContact } from './create-contact.ts';
import { saveEdit } from './edit-contact.ts';
import { whoseValue } from './find-by-identifier.ts';
import { lockOwners } from './lock-owners.ts';
import { readContact } from './read-contact.ts';
import { refuseStale } from './refuse-stale.ts';

type Saved = { contact: Contact; changeId: string | null };
type Put = ContactInput & { kind: IdentifierKind; value: string; version: number | null };

/**
 * Makes the card that owns a value, or edits it: the link to the company's own systems (R-ID-6). Name and attributes count as R-DIR-5 lets them;
 * identifiers and tags are added. Said twice it changes nothing the second time, and then needs no version. Two who say it at the same moment make
 * one card.
 * @param version the version that the sender saw; null where they saw none.
 * @throws PRECONDITION_REQUIRED without a version, where the card is there and would change; STALE when it is another card's version, or there is
 * no card; CONFLICT when the value identifies nobody, or another value is another card's; INVALID per field.
 */
export async function putByIdentifier(tx: Tx, actor: Actor, { kind, value, version, ...input }: Put): Promise<Saved> {
  must(actor, 'editCards');
  for (let attempt = 0; attempt < 5; attempt++) {
    const found = await whoseValue(tx, actor, { kind, value });
    const saved =
      found.ownerId === null
        ? await make(tx, actor, found.value, version, input)
        : await edit(tx, actor, found.ownerId, found.value, version, input);
    if (saved) return saved;
  }
  throw new Refusal('UNAVAILABLE', 'Others are changing the same card. Please try again.');
}

/** Null when somebody else made the card at this very moment: then it is theirs to edit. */
async function make(
  tx: Tx,
  actor: Actor,
  value: CanonicalValue,
  version: number | null,
  input: ContactInput,
): Promise<Saved | null> {
  if (version !== null)
    throw new Refusal('STALE', 'There is no card with this value. Leave If-Match out to make one.', { data: null });
  const given = input.identifiers ?? [];
  const { kind, account, display } = value;
  const own: NewIdentifier = { kind, value: display, ...(account && { account }) };
  const isGiven = (await keysOf(tx, actor, given)).includes(keyText(value));
  await sql`savepoint make_card`.execute(tx);
  try {
    return await createContact(tx, actor, { ...input, identifiers: isGiven ? given : [own, ...given] });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'CONFLICT')) throw error;
    await sql`rollback to savepoint make_card`.execute(tx);
    const { ownerId } = await whoseValue(tx, actor, own);
    if (ownerId === null) throw error;
    return null;
  }
}

/** Null when the value went to another card before this one was locked. */
async function edit(
  tx: Tx,
  actor: Actor,
  id: number,
  value: CanonicalValue,
  version: number | null,
  { identifiers = [], tags, ...fields }: ContactInput,
): Promise<Saved | null> {
  await sql`savepoint edit_card`.execute(tx);
  const others = await lockOwners(tx, actor, id, { add: identifiers });
  const card = await lockCard(tx, actor, id);
  if (!card.values.some((one) => keyText(one) === keyText(value) && card.owns.includes(one.id))) {
    await sql`rollback to savepoint edit_card`.execute(tx);
    return null;
  }
  const standing = new Set(card.values.map(keyText));
  const keys = await keysOf(tx, actor, identifiers);
  const add = identifiers.filter((_, place) => !standing.has(keys[place] ?? ''));
  const change = { ...fields, tags: { add: tags }, identifiers: { add } };
  const saved = await saveEdit(tx, actor, card, change, others).catch(asRefused);
  if (saved !== null && version !== card.version) {
    await sql`rollback to savepoint edit_card`.execute(tx);
    await refuseWithout(tx, actor, card, version);
  }
  if (saved instanceof Refusal) throw saved;
  return { contact: await readContact(tx, actor, card.id), changeId: saved };
}

/** A refusal is told after the missing version, which has to be sent in any case. */
function asRefused(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

async function refuseWithout(
  tx: Tx,
  actor: Actor,
  card: Parameters<typeof refuseStale>[2],
  version: number | null,
): Promise<void> {
  if (version !== null) return refuseStale(tx, actor, card, version);
  throw new Refusal(
    'PRECONDITION_REQUIRED',
    `This card is there already. To change it, send the version you saw in If-Match, as in If-Match: "${card.version}"; reading the card tells it in ETag.`,
  );
}

/** The keys of given values, in their order; '' for what is no value, which is refused later. */
async function keysOf(tx: Tx, actor: Actor, given: NewIdentifier[]): Promise<string[]> {
  const read = await canonicalEntered(tx, actor.workspaceId, given);
  return read.map((one) => ('value' in one ? keyText(one.value) : ''));
}
