import { sql } from 'kysely';
import type { Contact } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import type { SplitInput } from '#contract/merge.ts';
import type { Tx } from '#db/database.ts';
import { currentLink, linkedBy } from '../conversations/link-conversation.ts';
import { linkItemsOf } from '../conversations/link-items.ts';
import { type ConversationLink, moveConversations } from '../conversations/move-conversation.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, must } from '../operators/policy.ts';
import { chooseMain } from './attach-values.ts';
import { type CardState, lockCard } from './card-state.ts';
import { lockFamilies } from './lock-family.ts';
import { lockValues } from './move-value.ts';
import { fromSource, sourceOfNames } from './name-precedence.ts';
import { readContact } from './read-contact.ts';
import { refuseHidden } from './refuse-hidden.ts';
import { refuseStale } from './refuse-stale.ts';
import { saveCards } from './save-card.ts';

/**
 * Splits a card (R-BEY-2): chosen values, conversations, attributes and tags go to a new card; what is not named stays. One change, whose Undo gives
 * them back and lays the new card into the bin.
 * @throws INVALID per field for what the card does not have, or when neither a value nor a conversation goes; STALE when `version` is given and is
 * not the card's; CONFLICT for a card in the bin; FORBIDDEN; NOT_FOUND.
 */
export async function splitContact(
  tx: Tx,
  actor: Actor,
  { id, version, ...input }: Split,
): Promise<{ contact: Contact; changeId: string | null }> {
  must(actor, 'splitCards');
  const split = { attributes: [], tags: [], ...input, ...each(input) };
  await lockChosen(tx, actor.workspaceId, split.conversations);
  const family = await lockFamilies(tx, actor.workspaceId, [id]);
  const card = await lockCard(tx, actor, id);
  if (version !== undefined) await refuseStale(tx, actor, card, version);
  if (card.state !== 'active') throw new Refusal('CONFLICT', 'This card is in the bin. Restore it to split it.');
  await refuseHidden(tx, actor, [card.id], 'You may not split this card. A supervisor may.');
  refuseMissing(card, split);
  await refuseForeign(
    tx,
    actor,
    family.map((member) => member.id),
    split.conversations,
  );
  const made = await makeCard(tx, actor, card, split);
  await moveRows(tx, actor.workspaceId, card, made, split.identifiers);
  const links = await linkAll(tx, actor, split.conversations, made);
  const cards = [
    { id: card.id, before: card },
    { id: made, before: null },
  ];
  const changeId = await saveCards(tx, actor, cards, { verb: 'splitContact', items: links });
  return { contact: await readContact(tx, actor, made), changeId };
}

/** Each once. */
function each({ identifiers = [], conversations = [] }: Partial<SplitInput>) {
  return { identifiers: [...new Set(identifiers)], conversations: [...new Set(conversations)] };
}

type Split = Partial<SplitInput> & { id: number; version?: number | undefined };

/** Conversations come before cards. */
async function lockChosen(tx: Tx, workspaceId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`select from conversation where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
    order by (merged_into is not null), id for no key update`.execute(tx);
}

function refuseMissing(card: CardState, split: Required<Omit<SplitInput, 'name'>>): void {
  const fields: Record<string, string> = {};
  const check = (field: string, wanted: string[], had: string[], message: (one: string) => string) => {
    for (const [place, one] of wanted.entries()) if (!had.includes(one)) fields[`${field}.${place}`] = message(one);
  };
  const values = card.values.map((value) => value.id);
  check('identifiers', split.identifiers, values, () => 'The card has no such value any more.');
  check('attributes', split.attributes, Object.keys(card.attributes), (one) => `The card has no “${one}”.`);
  check('tags', split.tags, card.tags, (one) => `The card has no tag “${one}”.`);
  if (split.identifiers.length === 0 && split.conversations.length === 0)
    fields.identifiers = 'Choose a value or a conversation that goes to the new card.';
  if (Object.keys(fields).length > 0)
    throw new Refusal('INVALID', 'A split takes what the card has, and at least one value or conversation.', {
      fields,
    });
}

/** Only conversations of this card, or of one merged into it, that the actor may read. */
async function refuseForeign(tx: Tx, actor: Actor, family: number[], ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c where c.workspace_id = ${actor.workspaceId} and c.id = any(${ids}::uuid[]) and c.merged_into is null
      and c.contact_id = any(${family}::bigint[]) and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}`.execute(
    tx,
  );
  const own = new Set(rows.map((row) => row.id));
  const foreign = ids.flatMap((id, place) =>
    own.has(id) ? [] : [[`conversations.${place}`, 'The card has no such conversation.']],
  );
  if (foreign.length > 0)
    throw new Refusal('INVALID', 'A split takes conversations of this card.', { fields: Object.fromEntries(foreign) });
}

/** The new card, with what was taken from the old one beside its values. */
async function makeCard(
  tx: Tx,
  actor: Actor,
  card: CardState,
  split: Required<Omit<SplitInput, 'name'>> & Pick<SplitInput, 'name'>,
): Promise<number> {
  const now = new Date();
  const name = split.name ? fromSource(split.name, sourceOfNames(actor), now) : null;
  const goes = (field: string) => split.attributes.includes(field);
  const [taken, left] = [true, false].map((go) =>
    Object.fromEntries(Object.entries(card.attributes).filter(([field]) => goes(field) === go)),
  );
  const { rows } = await sql<{ id: number }>`
    with number as (select next_contact_id() as id)
    insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, attributes, tags, created_at, updated_at)
    select ${actor.workspaceId}::uuid, id, id, ${name?.value ?? null}, ${name?.source ?? null}, ${name?.rank ?? 0}, ${name ? now : null}::timestamptz,
      ${JSON.stringify(taken)}::jsonb, ${[...new Set(split.tags)].sort()}::text[], ${now}, ${now}
    from number returning id`.execute(tx);
  await sql`update contact set attributes = ${JSON.stringify(left)}::jsonb, tags = ${card.tags.filter((tag) => !split.tags.includes(tag))}::text[]
    where workspace_id = ${actor.workspaceId} and id = ${card.id}`.execute(tx);
  return (rows[0] as { id: number }).id;
}

/** Values change their card, not their row: the history knows them by it. */
async function moveRows(tx: Tx, workspaceId: string, card: CardState, to: number, ids: string[]): Promise<void> {
  const moved = card.values.filter(({ id }) => ids.includes(id));
  if (moved.length === 0) return;
  await lockValues(tx, workspaceId, moved);
  await sql`update contact_identifier set contact_id = ${to}, came = null where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(
    tx,
  );
  for (const { kind, account, key } of moved.filter(({ id }) => card.owns.includes(id))) {
    await sql`update identifier set owner_id = ${to} where workspace_id = ${workspaceId} and owner_id = ${card.id}
      and kind = ${kind} and account = ${account} and key = ${key}`.execute(tx);
  }
  for (const one of [card.id, to]) await chooseMain(tx, workspaceId, one);
}

async function linkAll(tx: Tx, actor: Actor, ids: string[], to: number): Promise<TouchedValue[]> {
  const links = new Map<string, ConversationLink>();
  for (const id of ids) links.set(id, linkedBy(actor, to, (await currentLink(tx, actor, id)).link));
  const moves = [...links].map(([conversationId, { contactId: _, ...link }]) => ({ conversationId, to, ...link }));
  const was = await moveConversations(tx, actor.workspaceId, moves);
  const changes = [...links].flatMap(([conversationId, after]) => {
    const before = was.get(conversationId);
    return before ? [{ conversationId, before, after }] : [];
  });
  return linkItemsOf(tx, actor.workspaceId, changes);
}
