import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import { type IdentifierKind, trustAt, trustLevel } from '#contract/identifiers.ts';
import type { Candidate, LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { readTypedValues } from '../contacts/typed-values.ts';
import { canonicalValue } from '../identity/canonical.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { type ClientNote, notedValues } from './client-note.ts';
import type { NotedClient } from './forms/noted-client.ts';
import { readConversation } from './read-conversation.ts';
import { rootOf } from './root-of.ts';

type NamedValue = { kind: IdentifierKind; value: string };
type ClientEdit = { [Field in 'name' | 'email' | 'phone']?: string | null | undefined } & {
  identifiers?: { add?: NamedValue[] | undefined; remove?: NamedValue[] | undefined } | undefined;
};

/**
 * Notes who an unknown client is (R-TAB-1): the values stay with the conversation, go to the card when one is added or selected, and
 * suggest the card that has them. An empty text takes a value away; added fields are removed by name.
 * @throws NOT_FOUND for a conversation that the actor may not see; CONFLICT for a known client, whose card is edited instead; INVALID for
 * an added field that is no value of its kind, or never identifies anybody (R-ID-7).
 */
export async function editClient(
  tx: Tx,
  actor: Actor,
  { id, identifiers, ...edit }: ClientEdit & { id: string },
): Promise<Conversation> {
  must(actor, 'linkConversations');
  const root = await rootOf(tx, actor, id);
  await noteClient(tx, actor, root.id, { ...edit, identifiers });
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, what: 'change' });
  return readConversation(tx, actor, root.id);
}

/** Writes what is noted of an unknown client, as editClient does. @returns the note before and after. */
export async function noteClient(
  tx: Tx,
  actor: Actor,
  id: string,
  { identifiers, ...edit }: ClientEdit,
): Promise<{ before: NotedClient; after: NotedClient }> {
  const current = await lockUnknown(tx, actor, id);
  const given = Object.entries(edit).flatMap(([field, text]) =>
    text === undefined ? [] : [[field, text || null] as const],
  );
  const client: ClientNote = { ...current.client, ...Object.fromEntries(given) };
  if (identifiers) client.identifiers = await changedFields(tx, actor, current, identifiers);
  const link = await suggestOwners(tx, actor, current, client);
  await sql`
    update conversation set details = details || ${JSON.stringify({ client })}::jsonb, link = ${link && JSON.stringify(link)}::jsonb,
      version = version + 1
    where workspace_id = ${actor.workspaceId} and id = ${id}`.execute(tx);
  return {
    before: { conversationId: id, client: current.client, link: current.link },
    after: { conversationId: id, client, link },
  };
}

interface UnknownClient {
  client: ClientNote | null;
  link: LinkReason | null;
  contactId: number | null;
  country: string | null;
}

async function lockUnknown(tx: Tx, actor: Actor, id: string): Promise<UnknownClient> {
  const { rows } = await sql<UnknownClient>`
    select c.details -> 'client' as client, c.link, card.id as contact_id, w.country
    from conversation c join workspace w on w.id = c.workspace_id
    left join contact linked on linked.workspace_id = c.workspace_id and linked.id = c.contact_id
    left join contact card on card.workspace_id = c.workspace_id and card.id = linked.survivor_id and card.state = 'active'
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id} for no key update of c`.execute(tx);
  if (!rows[0]) throw notFound('conversation');
  if (rows[0].contactId !== null)
    throw new Refusal('CONFLICT', 'This client has a card. Edit the card instead.', { reason: 'hasCard' });
  return rows[0];
}

async function changedFields(
  tx: Tx,
  actor: Actor,
  { client, country }: UnknownClient,
  { add = [], remove = [] }: NonNullable<ClientEdit['identifiers']>,
): Promise<ClientNote['identifiers']> {
  const typed = await readTypedValues(
    tx,
    actor,
    add.map((one, place) => ({ ...one, field: `identifiers.add.${place}.value` })),
  );
  const all = [
    ...(client?.identifiers ?? []),
    ...typed.map(({ kind, account, display }) => ({ kind, account, value: display })),
  ];
  const gone = new Set(remove.map(({ kind, value }) => `${kind} ${canonicalValue({ kind, value }, country).key}`));
  const keyed = all.map((one) => [`${one.kind} ${canonicalValue(one, country).key}`, one] as const);
  return [...new Map(keyed.filter(([key]) => !gone.has(key))).values()].slice(0, mostFields);
}

const mostFields = 100;

/** The cards that own the noted values join the suggestions; those of earlier notes leave them. */
async function suggestOwners(
  tx: Tx,
  actor: Actor,
  { link, country }: UnknownClient,
  client: ClientNote,
): Promise<LinkReason | null> {
  const suggested: Candidate[] = [];
  for (const { kind, account, key, display } of notedValues(client, country)) {
    const { rows } = await sql<{ contactId: number; trust: number }>`
      select s.contact_id, s.trust from identifier i
      join contact_identifier s on s.workspace_id = i.workspace_id and s.kind = i.kind and s.account = i.account and s.key = i.key
        and s.contact_id = i.owner_id
      where i.workspace_id = ${actor.workspaceId} and i.kind = ${kind} and i.account = ${account} and i.key = ${key}`.execute(
      tx,
    );
    for (const { contactId, trust } of rows) {
      const strength = trustAt(Math.min(trust, trustLevel('operator')));
      suggested.push({ contactId, evidence: { kind, display, trust: 'operator' }, strength, reason: 'belowThreshold' });
    }
  }
  const others =
    link?.rejected.filter((one) => !(one.reason === 'belowThreshold' && one.evidence.trust === 'operator')) ?? [];
  if (!link && suggested.length === 0) return null;
  const none: LinkReason = {
    rule: 'suggested',
    evidence: null,
    strength: null,
    rejected: [],
    at: new Date().toISOString(),
    by: null,
  };
  return { ...(link ?? none), rejected: [...others, ...suggested] };
}
