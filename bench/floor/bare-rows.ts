import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { fold } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { searchedAs, searchTexts, searchWords } from '#domain/contacts/refresh-search.ts';
import { readableNumber } from '#domain/identity/canonical.ts';
import { benchId } from '../jobs/put-back.ts';

/** Where bare rows go. */
export interface BareTarget {
  workspaceId: string;
  channelId: string;
  queueId: string;
}

/** A message whose every row is known beforehand. */
export interface BareMessage {
  /** The card that it is of; null: one is made for it. */
  card: number | null;
  name: string;
  /** A number, which is a value of WhatsApp and a phone. */
  phone: string;
  text: string;
  /** The thread that it goes on; null: it begins a conversation. */
  thread: string | null;
}

/**
 * The rows of one message into the same tables and indexes as the intake's, in one statement and without asking anything: into a conversation that runs, with
 * one of its own, or with a card of its own too.
 */
export async function bareRows(tx: Tx, target: BareTarget, message: BareMessage): Promise<void> {
  const { workspaceId: ws, channelId, queueId } = target;
  const { card, name, phone, text, thread } = message;
  const [conversation, entry, provider, at] = [randomUUID(), randomUUID(), benchId(), new Date()];
  const ofCard = card === null ? sql`(select id from number)` : sql`${card}::bigint`;
  const last = text.slice(0, 200);
  const begun = sql`conversed as (
    insert into conversation (workspace_id, id, root_id, channel_id, thread, queue_id, contact_id, link, link_trust, link_by, state, client_name, client_display,
      first_at, first_place, last_at, last_place, entries, last_text, last_direction, waiting_since, last_in_at, last_in_place)
    values (${ws}, ${conversation}::uuid, ${conversation}::uuid, ${channelId}::uuid, ${`id:${provider}`}, ${queueId}::uuid, ${ofCard}, ${link(phone, at)}, 3, 'rule', 'waiting',
      ${name}, ${phone}, ${at}, ${provider}, ${at}, ${provider}, 1, ${last}, 'in', ${at}, ${at}, ${provider})
    returning id, contact_id, queue_id)`;
  const continued = sql`conversed as (
    update conversation set last_at = ${at}, last_place = ${provider}, last_in_at = ${at}, last_in_place = ${provider}, last_text = ${last}, last_direction = 'in',
      entries = entries + 1 where workspace_id = ${ws} and channel_id = ${channelId} and thread = ${thread} returning id, contact_id, queue_id)`;
  await sql`with ${card === null ? newCard(ws, message, conversation, at) : seenCard(ws, card, phone, at)},
    ${thread === null ? begun : continued},
    claimed as (insert into delivery (workspace_id, channel_id, provider_id, at, entry_id) values (${ws}, ${channelId}, ${provider}, ${at}, ${entry})),
    kept as (insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, tsv)
      select ${ws}, ${at}, ${provider}, ${entry}::uuid, id, contact_id, queue_id, 'message', 'in', ${JSON.stringify({ kind: 'whatsapp', value: phone, name })}::jsonb,
        ${text}, ${searchVector(text)}::tsvector from conversed),
    took_part as (insert into participant (workspace_id, conversation_id, kind, key, role, display, name, trust, first_at)
      select ${ws}, id, kind, key, 'from', key, ${name}, 3, ${at}::timestamptz from conversed, ${valuesOf(phone)} where ${thread === null}),
    active as (insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${ws}, contact_id, queue_id, ${at}::timestamptz, 1, array['whatsapp'] from conversed
      on conflict (workspace_id, contact_id, queue_id) do update set last_at = excluded.last_at, conversations = contact_activity.conversations + 1)
    insert into outbox (workspace_id, id, topic, payload) values (${ws}, ${randomUUID()}, 'conversation',
      ${JSON.stringify({ topic: 'conversation', conversationId: conversation, what: 'message', contactIds: [card] })}::jsonb)`.execute(
    tx,
  );
}

function valuesOf(phone: string) {
  return sql`(values ('whatsapp', ${phone}), ('phone', ${phone})) as v (kind, key)`;
}

function link(phone: string, at: Date): string {
  const evidence = { kind: 'whatsapp', display: phone, trust: 'channel' };
  return JSON.stringify({
    rule: 'matched',
    evidence,
    strength: 'channel',
    rejected: [],
    at: at.toISOString(),
    by: null,
  });
}

function seenCard(ws: string, card: number, phone: string, at: Date) {
  return sql`seen as (update identifier set last_seen = ${at} where workspace_id = ${ws} and kind in ('whatsapp', 'phone') and account = '' and key = ${phone}),
    contacted as (update contact set last_contact_at = ${at} where workspace_id = ${ws} and id = ${card})`;
}

function newCard(ws: string, { name, phone }: BareMessage, conversation: string, at: Date) {
  const change = randomUUID();
  const texts = searchTexts({
    name,
    values: ['whatsapp', 'phone'].map((kind) => ({ kind, key: phone, display: readableNumber(phone) })),
  });
  const value = JSON.stringify({
    kind: 'whatsapp',
    account: '',
    key: phone,
    display: phone,
    label: null,
    trust: 3,
    main: true,
    source: source(conversation),
    owned: true,
  });
  return sql`number as materialized (select next_contact_id() as id),
    card as (insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, last_contact_at)
      select ${ws}, id, id, ${name}, 'profile', 3, ${at}::timestamptz, ${fold(name)}, ${sortKey(name)}, id || E'\n' || ${searchedAs(texts)}, ${at}::timestamptz from number),
    words as (insert into contact_word (workspace_id, word, contact_id)
      select ${ws}, word, number.id from (select unnest(${searchWords(name, texts)}::text[]) as word union select id::text from number) w, number),
    owned as (insert into identifier (workspace_id, kind, key, owner_id, last_seen) select ${ws}, kind, key, number.id, ${at}::timestamptz from number, ${valuesOf(phone)}),
    stands as (insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, main, first_seen)
      select ${ws}, number.id, kind, key, gen_random_uuid(), key, 3, ${JSON.stringify(source(conversation))}::jsonb, true, ${at}::timestamptz from number, ${valuesOf(phone)}),
    changed as (insert into change (workspace_id, id, at, actor, verb, conversation_id)
      values (${ws}, ${change}, ${at}, '{"type":"channel","id":null,"name":"WhatsApp"}', 'recognise', ${conversation})),
    touched as (insert into change_item (workspace_id, change_id, n, at, contact_id, target, after)
      select ${ws}, ${change}::uuid, n, ${at}::timestamptz, number.id, 'identifier', ${value}::jsonb from number, generate_series(0, 3) n)`;
}

function source(conversationId: string) {
  return { by: 'channel', id: conversationId, name: 'WhatsApp', conversationId };
}

/** The entry alone, which carries the indexes of words, as one `insert … on conflict`. */
export async function bareEntry(tx: Tx, { workspaceId, channelId }: BareTarget, message: BareMessage): Promise<void> {
  const { text, thread } = message;
  const [at, provider] = [new Date(), benchId()];
  await sql`insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, tsv)
    select ${workspaceId}, ${at}, ${provider}, ${randomUUID()}::uuid, id, contact_id, queue_id, 'message', 'in', '{}', ${text}, ${searchVector(text)}::tsvector
    from conversation where workspace_id = ${workspaceId} and channel_id = ${channelId} and thread = ${thread} on conflict do nothing`.execute(
    tx,
  );
}
