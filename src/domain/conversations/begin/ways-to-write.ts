import { sql } from 'kysely';
import type { WaysToWrite } from '#contract/begin.ts';
import { type BuiltInKind, identifierKinds } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { readContact } from '../../contacts/read-contact.ts';
import { stateOnCard } from '../../contacts/read-identifiers.ts';
import { ownAddresses } from '../../intake/own-mail-channel.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayKnowOf, must, seesEverything } from '../../operators/policy.ts';
import type { Sendable } from '../../replies/reply-way.ts';

/**
 * How one can write to a client (R-DIR-10): each address of the card on each channel that can write to it, the preferred channel first, then what is
 * deliverable and the client's own. A merged card's survivor stands for it.
 * @throws NOT_FOUND for no card, or one that the actor may not see.
 */
export async function waysToWrite(tx: Tx, actor: Actor, sendable: Sendable, id: number): Promise<WaysToWrite> {
  must(actor, 'reply');
  const card = await readContact(tx, actor, id);
  const channels = await channelsThatWrite(tx, actor, sendable);
  const values = await valuesOf(tx, actor.workspaceId, card.id);
  const wrote = await wroteOn(tx, actor.workspaceId, card.id, channels);
  const preferredChannel = card.attributes.preferred_channel ?? null;
  const own = new Set(await ownAddresses(tx, actor.workspaceId));
  const ways = values.flatMap((value) =>
    channels
      .filter((channel) => reaches(channel, value, wrote) && !(value.kind === 'email' && own.has(value.key)))
      .map(({ queueId, deliverTo: _, ...channel }) => ({
        channel,
        queueId,
        to: { kind: value.kind, value: value.key, account: value.account, display: value.display },
        label: value.label,
        main: value.main,
        preferred: channel.kind === preferredChannel,
        state: stateOnCard(value, card.id),
        undeliverableAt: value.undeliverableAt?.toISOString() ?? null,
      })),
  );
  const rank = (way: (typeof ways)[number]) => [
    way.preferred ? 0 : 1,
    way.undeliverableAt === null ? 0 : 1,
    way.state === 'owned' ? 0 : 1,
    way.channel.kind === 'email' ? 0 : 1,
    way.main ? 0 : 1,
  ];
  return {
    contactId: card.id,
    name: card.name,
    doNotContact: card.attributes.do_not_contact === 'true',
    preferredChannel,
    ways: ways
      .map((way) => ({ way, rank: rank(way).join('') }))
      .sort((a, b) => a.rank.localeCompare(b.rank))
      .map(({ way }) => way),
    queues: await queuesToBeginIn(tx, actor),
    phones: values.filter(({ kind }) => kind === 'phone').map(({ key }) => key),
  };
}

/** The queues that somebody may begin a conversation in: their own; for a program that was given none in particular, those that it may know of. */
async function queuesToBeginIn(tx: Tx, actor: Actor): Promise<{ id: string; name: string }[]> {
  const queues = 'queues' in actor ? actor.queues : null;
  const own =
    seesEverything(actor) || queues === null ? mayKnowOf(actor, sql.ref('id')) : sql`id = any(${queues}::uuid[])`;
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from queue where workspace_id = ${actor.workspaceId} and ${own} order by place, name, id`.execute(
    tx,
  );
  return rows;
}

interface WritingChannel {
  id: string;
  kind: string;
  name: string;
  account: string;
  queueId: string;
  deliverTo: string | null;
}

/** Channels that are switched on and have a way out, but web chats and telephony: there the client begins. None of a queue that is hidden from one. */
async function channelsThatWrite(tx: Tx, actor: Actor, { mail }: Sendable): Promise<WritingChannel[]> {
  const { rows } = await sql<WritingChannel>`
    select c.id, c.kind, c.name, c.account, c.queue_id, c.settings ->> 'deliverTo' as deliver_to from channel c
    where c.workspace_id = ${actor.workspaceId} and c.enabled and c.kind not in ('webchat', 'phone')
      and case when c.kind = 'email' then ${mail}::boolean else c.settings ->> 'deliverTo' is not null end
      and ${mayKnowOf(actor, sql.ref('c.queue_id'))}
    order by c.created_at, c.id`.execute(tx);
  return rows;
}

interface CardAddress {
  kind: string;
  account: string;
  key: string;
  display: string;
  label: string | null;
  main: boolean;
  state: string;
  ownerId: number | null;
  undeliverableAt: Date | null;
}

/** Values too long to be kept as they are, and those that never identify but are the company's own, can be written to by nobody. */
async function valuesOf(tx: Tx, workspaceId: string, contactId: number): Promise<CardAddress[]> {
  const { rows } = await sql<CardAddress>`
    select c.kind, c.account, c.key, c.display, c.label, c.main, i.state, i.owner_id, i.undeliverable_at
    from contact_identifier c
    join identifier i on i.workspace_id = c.workspace_id and i.kind = c.kind and i.account = c.account and i.key = c.key
    where c.workspace_id = ${workspaceId} and c.contact_id = ${contactId} and c.key not like 'sha256:%'
    order by i.last_seen desc nulls last, c.first_seen, c.key`.execute(tx);
  return rows;
}

/** On which channels without a kind of their own the client wrote already, and as whom. */
async function wroteOn(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  channels: WritingChannel[],
): Promise<ReadonlySet<string>> {
  const custom = channels.filter(({ kind }) => !isBuiltIn(kind)).map(({ id }) => id);
  if (custom.length === 0) return new Set();
  const { rows } = await sql<{ way: string }>`
    select distinct concat_ws(' ', v.channel_id, p.kind, p.account, p.key) as way
    from contact_identifier c
    join participant p on p.workspace_id = c.workspace_id and p.kind = c.kind and p.account = c.account and p.key = c.key and p.role = 'from'
    join conversation v on v.workspace_id = p.workspace_id and v.id = p.conversation_id and v.channel_id = any(${custom}::uuid[])
    where c.workspace_id = ${workspaceId} and c.contact_id = ${contactId}`.execute(tx);
  return new Set(rows.map(({ way }) => way));
}

function isBuiltIn(kind: string): boolean {
  return Object.values(identifierKinds).some(({ channel }) => channel === kind);
}

/** Mail reaches addresses, messaging the ids of its own kind and account; any other channel whom it heard from, and numbers, as one of text messages does. */
function reaches(channel: WritingChannel, value: CardAddress, wrote: ReadonlySet<string>): boolean {
  const kind = identifierKinds[value.kind as BuiltInKind] as (typeof identifierKinds)[BuiltInKind] | undefined;
  if (isBuiltIn(channel.kind)) {
    return kind?.channel === channel.kind && (!kind.scoped || value.account === channel.account);
  }
  return value.kind === 'phone' || wrote.has([channel.id, value.kind, value.account, value.key].join(' '));
}
