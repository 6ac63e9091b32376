import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import type { Generated } from './generate.ts';

/**
 * The rows of one message into the same tables and indexes, in one statement and without asking anything: `running` into a conversation that there is,
 * `conversation` with one of its own, `sender` with a card of its own too.
 */
export async function bareRows(
  tx: Tx,
  made: Generated,
  kind: 'running' | 'conversation' | 'sender',
  given: { card: number; text: string },
): Promise<void> {
  const { workspaceId: ws, channelId, queueId } = made;
  const [conversation, entry, change, provider, at] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    new Date(),
  ];
  const card = kind === 'sender' ? sql`(select id from number)` : sql`${given.card}::bigint`;
  const phone = `+4207${Math.floor(Math.random() * 1e11)}`;
  const values = sql`(values ('whatsapp', ${phone}), ('phone', ${phone})) as v (kind, key)`;
  const newCard = sql`number as materialized (select next_contact_id() as id),
    card as (insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, last_contact_at)
      select ${ws}, id, id, 'Jana Nováková', 'profile', 3, ${at}::timestamptz, 'jana novakova', 'jana novakova', id || 'jana novakova ' || ${phone}, ${at}::timestamptz from number),
    words as (insert into contact_word (workspace_id, word, contact_id) select ${ws}, w, number.id from number, (values (' jana'), (' novakova'), ('4207'), (${phone.slice(1, 13)})) as t (w)),
    owned as (insert into identifier (workspace_id, kind, key, owner_id, last_seen) select ${ws}, kind, key, number.id, ${at}::timestamptz from number, ${values}),
    stands as (insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, main, first_seen)
      select ${ws}, number.id, kind, key, gen_random_uuid(), key, 3, '{"by":"channel"}', true, ${at}::timestamptz from number, ${values}),
    changed as (insert into change (workspace_id, id, at, actor, verb, conversation_id) values (${ws}, ${change}, ${at}, '{"type":"channel"}', 'recognise', ${conversation})),
    touched as (insert into change_item (workspace_id, change_id, n, at, contact_id, target, after)
      select ${ws}, ${change}::uuid, n, ${at}::timestamptz, number.id, 'identifier', '{"kind":"whatsapp"}' from number, generate_series(0, 3) n),`;
  const begun = sql`conversed as (
    insert into conversation (workspace_id, id, root_id, channel_id, thread, queue_id, contact_id, link, link_trust, link_by, first_at, last_at, entries, last_text, last_direction)
    select ${ws}, ${conversation}::uuid, ${conversation}::uuid, ${channelId}::uuid, ${provider}, ${queueId}::uuid, ${card}, '{"rule":"matched"}', 3, 'rule', ${at}, ${at}, 1, ${given.text.slice(0, 200)}, 'in'
    returning id, contact_id)`;
  const continued = sql`conversed as (
    update conversation set last_at = ${at}, last_text = ${given.text.slice(0, 200)}, entries = entries + 1
    where workspace_id = ${ws} and channel_id = ${channelId} and thread = ${`id:c${given.card - 1}`} returning id, contact_id)`;
  const known = sql`seen as (update identifier set last_seen = ${at} where workspace_id = ${ws} and owner_id = ${card} and kind in ('whatsapp', 'phone')),
    contacted as (update contact set last_contact_at = ${at} where workspace_id = ${ws} and id = ${card}),`;
  await sql`with ${kind === 'sender' ? newCard : known} ${kind === 'running' ? continued : begun},
    claimed as (insert into delivery (workspace_id, channel_id, provider_id, at, entry_id) values (${ws}, ${channelId}, ${provider}, ${at}, ${entry})),
    kept as (insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, tsv)
      select ${ws}, ${at}, ${provider}, ${entry}::uuid, id, contact_id, ${queueId}::uuid, 'message', 'in', '{}', ${given.text}, ${searchVector(given.text)}::tsvector from conversed),
    took_part as (insert into participant (workspace_id, conversation_id, kind, key, role, display, trust, first_at)
      select ${ws}, id, kind, key, 'from', key, 3, ${at}::timestamptz from conversed, ${values} where ${kind !== 'running'}),
    active as (insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${ws}, contact_id, ${queueId}::uuid, ${at}::timestamptz, 1, array['whatsapp'] from conversed
      on conflict (workspace_id, contact_id, queue_id) do update set last_at = excluded.last_at, conversations = contact_activity.conversations + 1)
    insert into outbox (workspace_id, id, topic, payload) values (${ws}, ${randomUUID()}, 'conversation', '{}')`.execute(
    tx,
  );
}

/** The entry alone, which carries the indexes of words. */
export async function bareEntry(tx: Tx, made: Generated, text: string): Promise<void> {
  const at = new Date();
  await sql`insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, tsv)
    select ${made.workspaceId}, ${at}, '', ${randomUUID()}::uuid, id, contact_id, queue_id, 'message', 'in', '{}', ${text}, ${searchVector(text)}::tsvector
    from conversation where workspace_id = ${made.workspaceId} and channel_id = ${made.channelId} and thread = 'id:c1' on conflict do nothing`.execute(
    tx,
  );
}
