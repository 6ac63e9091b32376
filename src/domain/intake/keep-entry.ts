import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { LiveEvent } from '#contract/live.ts';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';
import type { AttributeValue } from '#db/schema.ts';
import type { KeptOutBy } from '../blocking/kept-out-by.ts';
import type { ValueToAttach } from '../contacts/attach-values.ts';
import { type Evidence, says } from '../identity/evidence.ts';
import { shortKey } from '../identity/short-key.ts';
import type { Applied } from './apply-decision.ts';
import type { Delivery } from './claim-delivery.ts';
import { referencesOf } from './find-mail-thread.ts';
import type { Beginning, FoundConversation } from './found-conversation.ts';
import { homeOfNew, homeOfRunning } from './home-of-entry.ts';
import type { KeptAttachment } from './keep-attachments.ts';
import type { LoadedChannel } from './load-channel.ts';
import { raised } from './raise-trust.ts';
import { recountWaiting } from './recount-waiting.ts';
import { deskAfter, isWaitingInDoubt, pickedUp, stateAfter } from './state-after.ts';
import { bodyOf, lastWords, transcriptOf } from './words-of-entry.ts';

export interface ToKeep {
  delivery: Delivery;
  conversation: FoundConversation;
  contactId: number | null;
  /** The decision, for a conversation that begins with this message. */
  link: Applied['link'];
  /** A name that is offered to that card: kept here where the card reads so already. */
  name: AttributeValue | null;
  /** Values of that card that are to be trusted more. */
  raise: ValueToAttach[];
  evidence: Evidence[];
  attachments: KeptAttachment[];
  /** Its sender is kept out (R-DSK-5): it waits for nobody, moves no card, and no screen is told. */
  keptOut: KeptOutBy | null;
}

/** What became of a message that was kept. */
interface Kept {
  /** The card that it was kept with, as it reads today. */
  survivorId: number | null;
  /** The offered name is better than the one that the card has, and is yet to be written to it. */
  isBetterName: boolean;
}

/**
 * Keeps a message with all that hangs on it in one statement: its conversation begun or its times and last words, the entry, who took part, references,
 * attachments, last seen, last contact, and the word to the screens. Every column is a maximum, minimum or the state of the latest
 * event: the order of arrival leaves no trace (R-REC-9).
 * @returns null when the card of a conversation that begins with it was laid into the bin meanwhile, or lost a value: then nothing is written.
 */
export async function keepEntry(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  keep: ToKeep,
): Promise<Kept | null> {
  const { workspaceId } = channel;
  const { conversation, contactId, name, raise } = keep;
  const live: LiveEvent = {
    topic: 'conversation',
    conversationId: conversation.rootId,
    what: 'message',
    ...(contactId ? { contactIds: [contactId] } : {}),
  };
  const parts = [
    ...(conversation.begins
      ? [
          homeOfNew(workspaceId, conversation.begins, contactId, { name, raise }),
          begun(channel, message, keep, conversation.begins),
        ]
      : [continued(channel, message, keep), homeOfRunning(workspaceId, conversation.rootId)]),
    entry(channel, message, keep),
    ...participants(channel, message, keep),
    ...references(channel, message, keep),
    ...attached(channel, keep),
    ...(keep.keptOut ? [] : [...seen(channel, keep), ...contacted(channel, keep), ...raised(workspaceId, raise)]),
  ];
  if (keep.keptOut) {
    await sql`with ${sql.join(parts)} select`.execute(tx);
    return { survivorId: null, isBetterName: false };
  }
  const inDoubt = conversation.begins ? sql`false` : sql`(select bool_or(in_doubt) from conversed)`;
  const isBetter = name ? sql`(select is_better from home)` : sql`false`;
  const { rows } = await sql<Kept & { inDoubt: boolean }>`with ${sql.join(parts)}
    insert into outbox (workspace_id, id, topic, payload)
    select ${workspaceId}, ${randomUUID()}::uuid, 'conversation', ${JSON.stringify(live)}::jsonb from home
    returning ${inDoubt} as in_doubt, (select survivor_id from home) as survivor_id, ${isBetter} as is_better_name`.execute(
    tx,
  );
  const [kept] = rows;
  if (!kept) return null;
  noteAnnouncement(tx);
  if (kept.inDoubt) await recountWaiting(tx, channel, conversation.rootId);
  return kept;
}

function begun(channel: LoadedChannel, message: ReceivedMessage, keep: ToKeep, begins: Beginning) {
  const { item, mail } = message;
  const { delivery, conversation, link, evidence, keptOut } = keep;
  const { at, place } = delivery;
  const sender = senderOf(evidence);
  const state = keptOut ? null : stateAfter(channel, message, delivery);
  const isIn = item.direction === 'in' && !keptOut;
  const picked = state && pickedUp(message);
  return sql`conversed as (
    insert into conversation (workspace_id, id, root_id, channel_id, thread, queue_id, contact_id, link, link_trust, link_by, state, subject, verdict, automatic,
      parameters, client_name, client_display, first_at, first_place, last_at, last_place, last_text, last_direction, entries, details,
      waiting_since, last_in_at, last_in_place, kept_out, kept_by, spam_at, ended_at, answered_at, waited)
    select ${channel.workspaceId}, ${conversation.id}, ${conversation.id}, ${channel.id}, ${begins.thread}, home.queue_id, home.contact_id,
      ${link && JSON.stringify(link.reason)}, ${link?.trust ?? null}, ${link && 'rule'}, ${state ?? 'closed'},
      ${item.subject?.slice(0, 2_000) ?? null}, ${mail?.verdict === 'failed' ? 'failed' : null}, ${mail?.automatic != null}, ${JSON.stringify(item.parameters ?? {})},
      ${sender?.name ?? null}, ${(sender ?? evidence[0])?.display ?? item.from.value}, ${at}, ${place}, ${at}, ${place}, ${lastWords(message)}, ${item.direction}, 1,
      ${JSON.stringify(detailsOf(begins))}, ${state === 'waiting' ? at : null}, ${isIn ? at : null}, ${isIn ? place : ''},
      ${keptOut?.how ?? null}, ${keptOut?.id ?? null}, ${keptOut ? at : null}, ${keptOut ? at : null}, ${picked && at}, ${picked?.waited ?? null} from home)`;
}

function detailsOf({ looksLikeReplyTo, related }: Beginning) {
  return { ...(looksLikeReplyTo !== null && { looksLikeReplyTo }), ...(related !== null && { related }) };
}

function continued(channel: LoadedChannel, message: ReceivedMessage, keep: ToKeep) {
  const { delivery, conversation, evidence, keptOut } = keep;
  const { item, mail } = message;
  const sender = senderOf(evidence);
  // what a person or a form entered stands against what messages say (R-TAB-4)
  const unsaid = sql`(${JSON.stringify(item.parameters ?? {})}::jsonb - array(
    select s.key from jsonb_each(c.details -> 'parameterSources') s where s.value ->> 'by' in ('operator', 'apiKey', 'form')))`;
  const isFirst = sql`((m.at, m.place) < (c.first_at, c.first_place))`;
  const isLatest = sql`((m.at, m.place) >= (c.last_at, c.last_place))`;
  const ifLatest = (value: unknown, column: string) =>
    sql`case when ${isLatest} then ${value} else ${sql.ref(column)} end`;
  const ifFirst = (value: unknown, column: string) =>
    sql`case when ${isFirst} then ${value} else ${sql.ref(column)} end`;
  /** What the first message that says it says. */
  const firstSaid = (value: string | null | undefined, column: string) =>
    value == null
      ? sql.ref(column)
      : sql`case when ${isFirst} or ${sql.ref(column)} is null then ${value} else ${sql.ref(column)} end`;
  const parameters =
    Object.keys(item.parameters ?? {}).length > 0
      ? sql`parameters = case when ${isLatest} then c.parameters || ${unsaid} else ${unsaid} || c.parameters end,`
      : sql``;
  return sql`conversed as (
    update conversation c set
      last_text = ${ifLatest(lastWords(message), 'c.last_text')}, last_direction = ${ifLatest(item.direction, 'c.last_direction')},
      ${keptOut ? standsOut(message, keptOut) : sql`${deskAfter(channel, message, delivery, isLatest, conversation.mayGoBack)}${item.direction === 'in' ? letIn(isLatest) : sql``}`},
      client_name = ${firstSaid(sender?.name, 'c.client_name')}, client_display = ${sender ? ifFirst(sender.display, 'c.client_display') : sql`c.client_display`},
      subject = ${firstSaid(item.subject?.slice(0, 2_000), 'c.subject')}, automatic = c.automatic and ${mail?.automatic != null}::boolean,
      ${parameters}
      first_at = ${ifFirst(sql`m.at`, 'c.first_at')}, first_place = ${ifFirst(sql`m.place`, 'c.first_place')},
      last_at = ${ifLatest(sql`m.at`, 'c.last_at')}, last_place = ${ifLatest(sql`m.place`, 'c.last_place')}, entries = c.entries + 1
    from (select ${delivery.at}::timestamptz as at, ${delivery.place}::text collate "C" as place) m
    where c.workspace_id = ${channel.workspaceId} and c.id in (${conversation.id}, ${conversation.rootId})
    returning c.id, c.queue_id, c.contact_id, ${keptOut ? sql`false` : isWaitingInDoubt(channel, message, delivery)} as in_doubt)`;
}

/** A closed conversation of a sender who is kept out carries the mark; in a thread of mail others write too. */
function standsOut({ mail }: ReceivedMessage, { id, how }: KeptOutBy) {
  const marks = mail ? sql`c.kept_out is not null` : sql`c.state = 'closed'`;
  return sql`kept_out = case when ${marks} then ${how} else c.kept_out end, kept_by = case when ${marks} then ${id}::uuid else c.kept_by end`;
}

/** Whoever writes and is not kept out lets the conversation in again. */
function letIn(isLatest: RawBuilder<unknown>) {
  const unless = (column: string) => sql`case when ${isLatest} then null else ${sql.ref(column)} end`;
  return sql`, kept_out = ${unless('c.kept_out')}, kept_by = ${unless('c.kept_by')}, spam_at = ${unless('c.spam_at')}`;
}

function entry(channel: LoadedChannel, message: ReceivedMessage, { delivery, conversation, attachments }: ToKeep) {
  const { item } = message;
  const names = attachments.map((one) => one.name).join(' ');
  return sql`kept as (
    insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, body, claimed_at, tsv)
    select ${channel.workspaceId}, ${delivery.at}, ${delivery.place}, ${delivery.entryId}::uuid, ${conversation.id}::uuid, home.contact_id, home.queue_id,
      ${item.type}, ${item.direction}, ${JSON.stringify({ kind: item.from.kind, value: item.from.value, name: item.from.name })}::jsonb,
      ${item.text ?? null}, ${JSON.stringify(bodyOf(message))}::jsonb, ${delivery.claimedAt},
      ${searchVector(item.subject, item.text, transcriptOf(message), names)}::tsvector
    from home)`;
}

function participants(
  channel: LoadedChannel,
  { mail }: ReceivedMessage,
  { delivery, conversation, evidence: said, keptOut }: ToKeep,
) {
  const evidence = said.filter(
    (one) => !conversation.evidence.some((had) => tellsAll(had, one, conversation.id, delivery)),
  );
  if (evidence.length === 0) return [];
  const isListed = mail !== undefined && mail.verdict !== 'failed' && keptOut === null;
  return [
    sql`took_part as (
    insert into participant (workspace_id, conversation_id, kind, account, key, role, display, name, trust, listed, first_at, place)
    select ${channel.workspaceId}, ${conversation.id}::uuid, p.kind, p.account, p.key, p.role, p.display, p.name, p.trust, ${isListed} and p.role <> 'also', ${delivery.at}, p.place
    from unnest(${evidence.map((one) => one.kind)}::text[], ${evidence.map((one) => one.account)}::text[], ${evidence.map((one) => one.key)}::text[],
      ${evidence.map((one) => one.role)}::text[], ${evidence.map((one) => one.display)}::text[], ${evidence.map((one) => one.name)}::text[],
      ${evidence.map((one) => one.trust)}::smallint[], ${evidence.map((one) => one.place)}::int[]) as p (kind, account, key, role, display, name, trust, place), home
    on conflict (workspace_id, conversation_id, kind, account, key, role) do update set
      place = case when excluded.first_at < participant.first_at then excluded.place else participant.place end,
      display = case when excluded.first_at < participant.first_at then excluded.display else participant.display end,
      first_at = least(participant.first_at, excluded.first_at), trust = greatest(participant.trust, excluded.trust),
      name = coalesce(participant.name, excluded.name)
    where excluded.first_at < participant.first_at or excluded.trust > participant.trust or (participant.name is null and excluded.name is not null))`,
  ];
}

/** Whether what a conversation keeps of a value would stay as it is: so it is nearly always where one runs. */
function tellsAll(had: Evidence, one: Evidence, conversationId: string, { at }: Delivery): boolean {
  return (
    had.firstIn === conversationId &&
    says(had, one) &&
    (had.name !== null || one.name === null) &&
    new Date(had.firstAt ?? at).getTime() <= at.getTime()
  );
}

function references(channel: LoadedChannel, { mail }: ReceivedMessage, { conversation }: ToKeep) {
  const own = mail?.messageId ? shortKey(mail.messageId) : null;
  const refs = mail ? [...new Set([...(own === null ? [] : [own]), ...referencesOf(mail)])] : [];
  if (refs.length === 0) return [];
  return [
    sql`referred as (
    insert into message_ref (workspace_id, channel_id, ref, conversation_id, own)
    select ${channel.workspaceId}, ${channel.id}::uuid, r.ref, ${conversation.id}::uuid, r.ref = ${own ?? ''} from unnest(${refs}::text[]) as r (ref), home
    on conflict (workspace_id, channel_id, ref, conversation_id) do update set own = true where excluded.own and not message_ref.own)`,
  ];
}

function attached({ workspaceId }: LoadedChannel, { delivery, conversation, attachments }: ToKeep) {
  if (attachments.length === 0) return [];
  return [
    sql`attached as (
    insert into attachment (workspace_id, id, conversation_id, entry_id, name, type, size, digest, url, place)
    select ${workspaceId}, a.id, ${conversation.id}::uuid, ${delivery.entryId}::uuid, a.name, a.type, a.size, decode(a.digest, 'hex'), a.url, a.place
    from unnest(${attachments.map(() => randomUUID())}::uuid[], ${attachments.map((one) => one.name)}::text[], ${attachments.map((one) => one.type)}::text[],
      ${attachments.map((one) => one.size)}::bigint[], ${attachments.map((one) => one.digest?.toString('hex') ?? null)}::text[],
      ${attachments.map((one) => one.url)}::text[], ${attachments.map((_, place) => place)}::int[]) as a (id, name, type, size, digest, url, place), home)`,
  ];
}

/** A number that only suggests its owner was not seen with them: it may have been given to somebody else (R-REC-5). */
function seen({ workspaceId }: LoadedChannel, { delivery, evidence }: ToKeep) {
  const values = evidence.filter((one) => one.origin !== 'participant');
  if (values.length === 0) return [];
  return [
    sql`seen as (
    update identifier i set last_seen = ${delivery.at}
    from unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.account)}::text[], ${values.map((one) => one.key)}::text[]) as s (kind, account, key), home
    where i.workspace_id = ${workspaceId} and i.kind = s.kind and i.account = s.account and i.key = s.key
      and (i.last_seen is null or i.last_seen < ${delivery.at})
      and (i.kind <> 'phone' or i.owner_id is null or (select k.survivor_id from contact k where k.workspace_id = i.workspace_id and k.id = i.owner_id)
        is not distinct from home.survivor_id))`,
  ];
}

function contacted(channel: LoadedChannel, { delivery, conversation, name }: ToKeep) {
  const again = (value: unknown, column: string) =>
    sql`case when home.said_again then ${value} else ${sql.ref(column)} end`;
  const saidAgain = name
    ? sql`, name_source = ${again(name.source, 'c.name_source')}, name_rank = ${again(name.rank, 'c.name_rank')}, name_at = ${again(name.at, 'c.name_at')}`
    : sql``;
  return [
    sql`active as (
      insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${channel.workspaceId}, home.survivor_id, home.queue_id, ${delivery.at}, ${conversation.begins ? 1 : 0}, array[${channel.kind}] from home
      where home.survivor_id is not null
      on conflict (workspace_id, contact_id, queue_id) do update set
        last_at = greatest(contact_activity.last_at, excluded.last_at),
        conversations = contact_activity.conversations + excluded.conversations,
        kinds = case when contact_activity.kinds @> excluded.kinds then contact_activity.kinds else contact_activity.kinds || excluded.kinds end)`,
    sql`contacted as (
      update contact c set last_contact_at = greatest(c.last_contact_at, ${delivery.at})${saidAgain} from home
      where c.workspace_id = ${channel.workspaceId} and c.id = home.survivor_id
        and (home.last_contact_at is null or home.last_contact_at < ${delivery.at}${name ? sql` or home.said_again` : sql``}))`,
  ];
}

function senderOf(evidence: Evidence[]): Evidence | undefined {
  return evidence.find((one) => one.origin === 'sender');
}
