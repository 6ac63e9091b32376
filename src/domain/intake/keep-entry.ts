import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { LiveEvent } from '#contract/live.ts';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';
import type { Evidence } from '../identity/evidence.ts';
import { shortKey } from '../identity/short-key.ts';
import type { Applied } from './apply-decision.ts';
import type { Delivery } from './claim-delivery.ts';
import type { FoundConversation } from './find-conversation.ts';
import { referencesOf } from './find-mail-thread.ts';
import type { KeptAttachment } from './keep-attachments.ts';
import type { LoadedChannel } from './load-channel.ts';

interface ToKeep {
  delivery: Delivery;
  conversation: FoundConversation;
  contactId: number | null;
  /** The decision, for a conversation that begins with this message. */
  link: Applied['link'];
  evidence: Evidence[];
  attachments: KeptAttachment[];
}

/**
 * Keeps a message with all that hangs on it in one statement: the conversation's times and last words, the entry, who took part, references,
 * attachments, last seen, last contact, and the word to the screens. Every column is a maximum, minimum or the state of the latest
 * event: the order of arrival leaves no trace (R-REC-9).
 */
export async function keepEntry(tx: Tx, channel: LoadedChannel, message: ReceivedMessage, keep: ToKeep): Promise<void> {
  const { item, mail } = message;
  const { delivery, conversation, contactId, link, evidence, attachments } = keep;
  const ws = channel.workspaceId;
  const sender = evidence.find((one) => one.origin === 'sender');
  const isNowClosed = delivery.at.getTime() < Date.now() - (silence[channel.kind] ?? silence.custom);
  const state = isNowClosed ? null : item.direction === 'in' ? 'waiting' : 'open';
  const refs = mail ? [...(mail.messageId ? [mail.messageId] : []), ...referencesOf(mail)].map(shortKey) : [];
  const live: LiveEvent = {
    topic: 'conversation',
    conversationId: conversation.rootId,
    what: 'message',
    ...(contactId ? { contactIds: [contactId] } : {}),
  };
  const isListed = mail !== undefined && mail.verdict !== 'failed';
  const seen = evidence.filter((one) => one.origin !== 'participant');

  const isFirst = sql`(c.entries = 0 or (${delivery.at}::timestamptz, ${delivery.place}::text collate "C") < (c.first_at, c.first_place))`;
  const isLatest = sql`(c.entries = 0 or (${delivery.at}::timestamptz, ${delivery.place}::text collate "C") >= (c.last_at, c.last_place))`;

  await sql`
    with conversed as (
      update conversation c set
        last_text = case when ${isLatest} then ${lastWords(message)} else c.last_text end,
        last_direction = case when ${isLatest} then ${item.direction} else c.last_direction end,
        state = case when ${state}::text is null or not ${isLatest} then c.state when c.assignee_id is not null then 'open' else ${state} end,
        client_name = case when ${sender?.name ?? null}::text is not null and (c.client_name is null or ${isFirst})
          then ${sender?.name ?? null} else c.client_name end,
        client_display = case when ${sender?.display ?? null}::text is not null and ${isFirst} then ${sender?.display ?? null} else c.client_display end,
        subject = case when ${item.subject ?? null}::text is not null and (c.subject is null or ${isFirst})
          then ${item.subject?.slice(0, 2_000) ?? null} else c.subject end,
        automatic = c.automatic and ${mail?.automatic != null}::boolean,
        parameters = case when ${isLatest} then c.parameters || ${JSON.stringify(item.parameters ?? {})}::jsonb
          else ${JSON.stringify(item.parameters ?? {})}::jsonb || c.parameters end,
        first_at = case when ${isFirst} then ${delivery.at} else c.first_at end, first_place = case when ${isFirst} then ${delivery.place} else c.first_place end,
        last_at = case when ${isLatest} then ${delivery.at} else c.last_at end, last_place = case when ${isLatest} then ${delivery.place} else c.last_place end,
        entries = c.entries + 1${
          link === null
            ? sql``
            : sql`,
        contact_id = ${contactId}, link = ${JSON.stringify(link.reason)}::jsonb, link_trust = ${link.trust}, link_by = 'rule'`
        }
      where c.workspace_id = ${ws} and c.id in (${conversation.id}, ${conversation.rootId})
      returning c.id, c.queue_id, c.contact_id),
    home as (select queue_id, contact_id from conversed where id = ${conversation.rootId}),
    kept as (
      insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, body, claimed_at, tsv)
      select ${ws}, ${delivery.at}, ${delivery.place}, ${delivery.entryId}::uuid, ${conversation.id}::uuid, home.contact_id, home.queue_id,
        ${item.type}, ${item.direction}, ${JSON.stringify({ kind: item.from.kind, value: item.from.value, name: item.from.name })}::jsonb,
        ${item.text ?? null}, ${JSON.stringify(bodyOf(message))}::jsonb, ${delivery.claimedAt},
        ${searchVector(item.subject, item.text, transcriptOf(message), attachments.map((one) => one.name).join(' '))}::tsvector
      from home),
    took_part as (
      insert into participant (workspace_id, conversation_id, kind, account, key, role, display, name, trust, listed, first_at, place)
      select ${ws}, ${conversation.id}::uuid, p.kind, p.account, p.key, p.role, p.display, p.name, p.trust, ${isListed} and p.role <> 'also', ${delivery.at}, p.place
      from unnest(${evidence.map((one) => one.kind)}::text[], ${evidence.map((one) => one.account)}::text[], ${evidence.map((one) => one.key)}::text[],
        ${evidence.map((one) => one.role)}::text[], ${evidence.map((one) => one.display)}::text[], ${evidence.map((one) => one.name)}::text[],
        ${evidence.map((one) => one.trust)}::smallint[], ${evidence.map((one) => one.place)}::int[]) as p (kind, account, key, role, display, name, trust, place)
      on conflict (workspace_id, conversation_id, kind, account, key, role) do update set
        place = case when excluded.first_at < participant.first_at then excluded.place else participant.place end,
        display = case when excluded.first_at < participant.first_at then excluded.display else participant.display end,
        first_at = least(participant.first_at, excluded.first_at), trust = greatest(participant.trust, excluded.trust),
        name = coalesce(participant.name, excluded.name)
      where excluded.first_at < participant.first_at or excluded.trust > participant.trust or (participant.name is null and excluded.name is not null)),
    referred as (
      insert into message_ref (workspace_id, channel_id, ref, conversation_id, own)
      select ${ws}, ${channel.id}::uuid, r.ref, ${conversation.id}::uuid, bool_or(r.ref = ${mail?.messageId ? shortKey(mail.messageId) : ''})
      from unnest(${refs}::text[]) as r (ref) group by r.ref
      on conflict (workspace_id, channel_id, ref, conversation_id) do update set own = true where excluded.own and not message_ref.own),
    attached as (
      insert into attachment (workspace_id, id, conversation_id, entry_id, name, type, size, digest, url, place)
      select ${ws}, a.id, ${conversation.id}::uuid, ${delivery.entryId}::uuid, a.name, a.type, a.size, decode(a.digest, 'hex'), a.url, a.place
      from unnest(${attachments.map(() => randomUUID())}::uuid[], ${attachments.map((one) => one.name)}::text[], ${attachments.map((one) => one.type)}::text[],
        ${attachments.map((one) => one.size)}::bigint[], ${attachments.map((one) => one.digest?.toString('hex') ?? null)}::text[],
        ${attachments.map((one) => one.url)}::text[], ${attachments.map((_, place) => place)}::int[]) as a (id, name, type, size, digest, url, place)),
    seen as (
      update identifier i set last_seen = ${delivery.at}
      from unnest(${seen.map((one) => one.kind)}::text[], ${seen.map((one) => one.account)}::text[], ${seen.map((one) => one.key)}::text[]) as s (kind, account, key)
      where i.workspace_id = ${ws} and i.kind = s.kind and i.account = s.account and i.key = s.key
        and (i.last_seen is null or i.last_seen < ${delivery.at})),
    active as (
      insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${ws}, home.contact_id, home.queue_id, ${delivery.at}, ${conversation.isNew ? 1 : 0}, array[${channel.kind}] from home where home.contact_id is not null
      on conflict (workspace_id, contact_id, queue_id) do update set
        last_at = greatest(contact_activity.last_at, excluded.last_at),
        conversations = contact_activity.conversations + excluded.conversations,
        kinds = case when contact_activity.kinds @> excluded.kinds then contact_activity.kinds else contact_activity.kinds || excluded.kinds end),
    contacted as (
      update contact c set last_contact_at = ${delivery.at} from home
      where c.workspace_id = ${ws} and c.id = home.contact_id and (c.last_contact_at is null or c.last_contact_at < ${delivery.at}))
    insert into outbox (workspace_id, id, topic, payload) values (${ws}, ${randomUUID()}::uuid, 'conversation', ${JSON.stringify(live)}::jsonb)`.execute(
    tx,
  );
  noteAnnouncement(tx);
}

/** A conversation that has been silent for so long when it arrives is over (R-DSK-2, as delivered), in milliseconds. */
const silence: Record<string, number> & { custom: number } = {
  webchat: 30 * 60_000,
  phone: 30 * 60_000,
  email: 14 * 86_400_000,
  custom: 24 * 3_600_000,
};

/** The last words for the list: one line of the new text, of a call its state. */
function lastWords({ item, mail }: ReceivedMessage): string | null {
  const words = mail?.newText ?? item.text ?? item.call?.state ?? null;
  return words?.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed() ?? null;
}

/** What an entry has beside its text. */
function bodyOf({ item, mail, warnings }: ReceivedMessage): Record<string, unknown> {
  return {
    ...(item.subject === undefined ? {} : { subject: item.subject }),
    ...(item.html === undefined ? {} : { html: item.html }),
    ...(warnings?.length ? { warnings } : {}),
    ...(item.call === undefined ? {} : { call: item.call }),
    ...(item.parameters === undefined ? {} : { parameters: item.parameters }),
    ...(mail?.newText === undefined || mail.newText === item.text ? {} : { newLength: mail.newText.length }),
    ...(mail === undefined
      ? {}
      : {
          mail: {
            verdict: mail.verdict,
            automatic: mail.automatic,
            authenticatedBy: mail.authenticatedBy,
            bounce: mail.bounce,
          },
        }),
  };
}

function transcriptOf({ item }: ReceivedMessage): string | undefined {
  return item.call?.transcript?.map((line) => line.text).join('\n');
}
