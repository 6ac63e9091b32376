import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { fold } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import { searchedAs, searchTexts, searchWords } from '#domain/contacts/refresh-search.ts';
import { person } from './invented.ts';

interface Size {
  contacts: number;
  conversations: number;
  entries: number;
}

export interface Generated extends Size {
  workspaceId: string;
  channelId: string;
  queueId: string;
}

/**
 * Fills an empty store by plain SQL, as the owner: cards with an e-mail address, a phone and a WhatsApp number each, their conversations
 * spread over two years, their entries. The same size gives the same rows but for their random ids.
 */
export async function generate(client: Client, size: Size): Promise<Generated> {
  const [workspaceId, channelId, queueId] = [randomUUID(), randomUUID(), randomUUID()];
  await client.query('set search_path = vizitka, public');
  await client.query('set session_replication_role = replica'); // no foreign-key checks: the rows are right by construction
  await client.query('select create_workspace($1, $2, $3, $4)', [workspaceId, 'bench', 'Bench', 'CZ']);
  await client.query(`insert into queue (workspace_id, id, name) values ($1, $2, 'Support')`, [workspaceId, queueId]);
  await client.query(
    `insert into channel (workspace_id, id, kind, name, account, queue_id) values ($1, $2, 'whatsapp', 'WhatsApp', 'bench', $3)`,
    [workspaceId, channelId, queueId],
  );
  for (let from = 1; from <= size.contacts; from += 2_000)
    await addCards(client, workspaceId, from, Math.min(size.contacts, from + 1_999));
  await client.query(`select setval('contact_id_${workspaceId.replaceAll('-', '')}', $1)`, [size.contacts]);
  for (const text of conversationsAndEntries)
    await client.query(
      text
        .replaceAll(':contacts', String(size.contacts))
        .replaceAll(':conversations', String(size.conversations))
        .replaceAll(':entries', String(size.entries))
        .replaceAll(':ws', `'${workspaceId}'::uuid`)
        .replaceAll(':channel', `'${channelId}'::uuid`)
        .replaceAll(':queue', `'${queueId}'::uuid`),
    );
  await client.query('vacuum (analyze)');
  return { ...size, workspaceId, channelId, queueId };
}

async function addCards(client: Client, workspaceId: string, from: number, to: number): Promise<void> {
  const cards = Array.from({ length: to - from + 1 }, (_, place) => {
    const id = from + place;
    const { name, email, phone } = person(id);
    const values = [
      { kind: 'email', key: email, display: email },
      { kind: 'phone', key: phone, display: phone },
      { kind: 'whatsapp', key: phone, display: phone },
    ];
    const texts = searchTexts({ id, name, values });
    return {
      id,
      name,
      folded: fold(name),
      sort: sortKey(name),
      search: searchedAs(texts),
      words: searchWords(name, texts),
      values,
    };
  });
  await client.query(
    `with given as (select * from jsonb_to_recordset($2::jsonb) as g (id bigint, name text, folded text, sort text, search text, words jsonb, "values" jsonb)),
      cards as (insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded)
        select $1, id, id, name, 'profile', 3, '2024-01-01', folded, sort, search from given),
      words as (insert into contact_word (workspace_id, word, contact_id) select $1, w, id from given, jsonb_array_elements_text(words) w),
      owned as (insert into identifier (workspace_id, kind, key, owner_id, last_seen)
        select $1, v.kind, v.key, id, now() from given, jsonb_to_recordset("values") as v (kind text, key text))
    insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, main, first_seen)
    select $1, id, v.kind, v.key, gen_random_uuid(), v.display, 3, '{"by":"channel"}', true, '2024-01-01' from given, jsonb_to_recordset("values") as v (kind text, key text, display text)`,
    [workspaceId, JSON.stringify(cards)],
  );
}

/** Conversation number n is with card n modulo the cards; entry number n lies in conversation n modulo the conversations. */
const conversationsAndEntries = [
  `create temp table c as select n, gen_random_uuid() as id, 1 + n % :contacts as contact_id, date_trunc('day', now()) - interval '700 days' * (n::float / :conversations) as at
    from generate_series(0, :conversations - 1) n`,
  `insert into conversation (workspace_id, id, root_id, channel_id, thread, queue_id, contact_id, link, link_trust, link_by, state, first_at, last_at, entries, last_text, last_direction)
    select :ws, id, id, :channel, 'id:c' || n, :queue, contact_id, '{"rule":"matched"}', 3, 'rule', 'closed', at, at + interval '1 hour', greatest(1, :entries / :conversations), 'Thank you', 'in' from c`,
  `insert into participant (workspace_id, conversation_id, kind, key, role, display, trust, first_at)
    select :ws, c.id, v.kind, v.key, 'from', v.key, 3, c.at from c join identifier v on v.owner_id = c.contact_id and v.kind in ('whatsapp', 'phone')`,
  `insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, tsv)
    select :ws, c.at + interval '1 minute' * (e / :conversations), 'e' || e, gen_random_uuid(), c.id, c.contact_id, :queue, 'message', 'in', '{}', t.text, to_tsvector('simple', t.text)
    from generate_series(0, :entries - 1) e join c on c.n = e % :conversations,
    lateral (select 'please send the invoice for order ' || e % 997 || ' meter ' || e % 7919 || ' zaloha platba adresa' as text) t`,
  `insert into delivery (workspace_id, channel_id, provider_id, at, entry_id) select :ws, :channel, place, at, id from entry`,
  `insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
    select :ws, contact_id, :queue, max(last_at), count(*), array['whatsapp'] from conversation group by contact_id`,
  `update contact set last_contact_at = a.last_at from contact_activity a where a.contact_id = contact.id`,
  'drop table c',
];
