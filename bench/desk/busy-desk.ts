import type { Client } from 'pg';
import { type Generated, generate } from '../generate.ts';

/** So many conversations the list has, and so many of them are of one client. */
export const conversations = 5_000;
export const ofOneClient = 2_000;

export interface BusyDesk extends Generated {
  queueIds: string[];
  /** The conversation of the client with the long history, a chat of 300 messages. */
  open: string;
}

/**
 * Fills an empty store with a busy desk: 2,000 conversations wait, 500 are open, the others closed, in three queues and five channels; the card with
 * number 1 has the long history.
 */
export async function generateDesk(client: Client): Promise<BusyDesk> {
  const made = await generate(client, { contacts: 20_000, conversations, entries: 6 * conversations });
  for (const [text, ...values] of statements) await client.query(text, [made.workspaceId, ...values]);
  const { rows: queues } = await client.query<{ id: string }>('select id from queue where workspace_id = $1', [
    made.workspaceId,
  ]);
  const { rows } = await client.query<{ id: string }>(
    `select id from conversation where workspace_id = $1 and contact_id = 1 and state = 'waiting'`,
    [made.workspaceId],
  );
  await client.query('vacuum (analyze)');
  return { ...made, queueIds: queues.map(({ id }) => id), open: rows[0]?.id ?? '' };
}

/** Gives the open conversations to those who are there, one in forty to the first. */
export async function giveOpen(client: Client, workspaceId: string, operators: string[]): Promise<void> {
  await client.query(
    `with numbered as (select id, row_number() over (order by last_at) as n from conversation where workspace_id = $1 and state = 'open' and assignee_id is null)
    update conversation c set assignee_id = case when n % 40 = 0 then ($2::uuid[])[1] else ($2::uuid[])[2 + n::int % (cardinality($2::uuid[]) - 1)] end
    from numbered where c.workspace_id = $1 and numbered.id = c.id`,
    [workspaceId, operators],
  );
}

const link = {
  rule: 'matched',
  evidence: { kind: 'whatsapp', display: '+420 601 000 001', trust: 'channel' },
  strength: 'channel',
  rejected: [],
  at: '2026-01-05T10:00:00.000Z',
  by: null,
};

/** Each is told the workspace as $1. */
const statements: [text: string, ...values: unknown[]][] = [
  [
    `insert into queue (workspace_id, id, name) values ($1, gen_random_uuid(), 'Sales'), ($1, gen_random_uuid(), 'Complaints')`,
  ],
  [
    `insert into channel (workspace_id, id, kind, name, account, queue_id) select $1, gen_random_uuid(), kind, name, kind, q.id
    from (values ('webchat', 'Our web'), ('email', 'Info mailbox'), ('viber', 'Viber'), ('telegram', 'Telegram')) v (kind, name),
      (select id from queue where workspace_id = $1 and name = 'Support') q`,
  ],
  [
    `with numbered as (select id, row_number() over (order by first_at desc, id) as n from conversation where workspace_id = $1),
      channels as (select array_agg(id order by kind) as ids from channel where workspace_id = $1),
      queues as (select array_agg(id order by name) as ids from queue where workspace_id = $1)
    update conversation c set link = $2, contact_id = case when n % 5 in (2, 4) then 1 else greatest(2, c.contact_id) end,
      channel_id = channels.ids[1 + (n / 5) % 5], queue_id = queues.ids[1 + (n / 25) % 3],
      state = case when n % 5 < 2 then 'waiting' when n % 10 = 3 then 'open' else 'closed' end,
      waiting_since = case when n % 5 < 2 then now() - interval '2 seconds' * n end, ended_at = case when n % 5 in (2, 4) or n % 10 = 8 then c.last_at end,
      subject = case when (n / 5) % 5 = 0 then 'Order ' || n end, tags = case when n % 4 = 0 then array['order', 'tag ' || n % 30] else '{}' end
    from numbered, channels, queues where numbered.id = c.id`,
    JSON.stringify(link),
  ],
  [
    `with chat as (select c.id from conversation c join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
        where c.workspace_id = $1 and c.contact_id = 1 and ch.kind = 'webchat' order by c.last_at desc limit 1)
    update conversation c set state = 'waiting', waiting_since = now(), entries = 300 from chat where c.workspace_id = $1 and c.id = chat.id`,
  ],
  [
    `insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, tsv)
    select $1, c.first_at + interval '10 seconds' * n, 'm' || n, gen_random_uuid(), c.id, 1, c.queue_id, 'message', 'in', '{}', t.text, to_tsvector('simple', t.text)
    from conversation c, generate_series(1, 294) n, lateral (select 'and what about order ' || n || ', when will it come? we wait for it since monday' as text) t
    where c.workspace_id = $1 and c.contact_id = 1 and c.state = 'waiting'`,
  ],
  [
    `update entry e set contact_id = c.contact_id, queue_id = c.queue_id, direction = case when extract(second from e.at - c.first_at) % 20 = 0 then 'in' else 'out' end,
      sender = jsonb_build_object('kind', 'whatsapp', 'value', '+420601000001', 'name', k.name)
    from conversation c join contact k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    where c.workspace_id = $1 and e.workspace_id = $1 and e.conversation_id = c.id`,
  ],
  ['delete from contact_activity where workspace_id = $1'],
  [
    `insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
    select workspace_id, contact_id, queue_id, max(last_at), count(*), array['whatsapp'] from conversation where workspace_id = $1 group by 1, 2, 3`,
  ],
  [`insert into tag (workspace_id, name, key) select $1, 'tag ' || n, 'tag ' || n from generate_series(0, 29) n`],
];
