import type pg from 'pg';

/**
 * The same data as systems of this field keep it, in a schema of its own that is made once per store: a person a row with its main address and number and its
 * last activity, values of all kinds in a table of their own, conversations, messages with their text. Each table has the best indexes that the usual queries
 * can use: trigrams for infix ILIKE, a stored tsvector for full text, the orders that are asked for.
 */
export async function buildUsual(owner: pg.Pool, workspaceId: string): Promise<void> {
  const { rows } = await owner.query<{ made: boolean }>(`select to_regclass('usual.made') is not null as made`);
  if (rows[0]?.made) return;
  console.error('Making the tables of the usual ways …');
  const start = performance.now();
  await owner.query('drop schema if exists usual cascade');
  await owner.query(`create schema usual`);
  for (const statement of statements) await owner.query(statement.replaceAll(':ws', `'${workspaceId}'::uuid`));
  console.error(`… in ${((performance.now() - start) / 1_000).toFixed(0)} s`);
}

const value = (kind: string) => `(select v.display from contact_identifier v
  where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.kind = '${kind}' order by v.main desc, v.first_seen limit 1)`;

const statements = [
  `create table usual.person as
    select c.id, c.name, ${value('email')} as email, ${value('phone')} as phone,
      coalesce((select v.display from contact_identifier v where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.kind like 'custom:%' order by v.first_seen limit 1),
        (select k.key from contact_import_key k where k.workspace_id = c.workspace_id and k.contact_id = c.id order by k.key limit 1)) as external_id,
      c.last_contact_at as last_activity_at, c.tags,
      (select coalesce(jsonb_object_agg(a.key, a.value ->> 'value'), '{}') from jsonb_each(c.attributes) a) as attributes
    from contact c where c.workspace_id = :ws and c.state = 'active'`,
  'alter table usual.person add primary key (id)',
  `create index on usual.person using gin (name gin_trgm_ops, email gin_trgm_ops, phone gin_trgm_ops, external_id gin_trgm_ops)`,
  'create index on usual.person (last_activity_at desc nulls last, id desc)',
  'create index on usual.person using gin (tags)',
  'create index on usual.person using gin (attributes jsonb_path_ops)',
  ...['lower(email)', 'phone', 'external_id'].map((column) => `create index on usual.person ((${column}))`),
  `create table usual.value as
    select c.survivor_id as person_id, v.kind, v.display as value from contact_identifier v
    join contact c on c.workspace_id = v.workspace_id and c.id = v.contact_id where v.workspace_id = :ws`,
  'create index on usual.value (person_id)',
  'create index on usual.value using gin (value gin_trgm_ops)',
  `create table usual.conversation as
    select v.id, c.survivor_id as person_id, v.queue_id, v.state, v.tags, v.first_at, v.last_at from conversation v
    left join contact c on c.workspace_id = v.workspace_id and c.id = v.contact_id where v.workspace_id = :ws and v.merged_into is null`,
  'alter table usual.conversation add primary key (id)',
  'create index on usual.conversation (person_id, last_at desc)',
  'create index on usual.conversation (last_at desc)',
  'create index on usual.conversation using gin (tags)',
  `create table usual.message as
    select e.id, e.conversation_id, c.survivor_id as person_id, e.queue_id, e.at as created_at, e.direction, e.text as content,
      to_tsvector('simple', coalesce(e.text, '')) as tsv
    from entry e left join contact c on c.workspace_id = e.workspace_id and c.id = e.contact_id where e.workspace_id = :ws`,
  'create index on usual.message (created_at desc)',
  'create index on usual.message (conversation_id, created_at)',
  'create index on usual.message (person_id, created_at desc)',
  'create index on usual.message using gin (content gin_trgm_ops)',
  'create index on usual.message using gin (tsv)',
  'vacuum analyze usual.person',
  'vacuum analyze usual.value',
  'vacuum analyze usual.conversation',
  'vacuum analyze usual.message',
  'create table usual.made (at timestamptz not null default now())',
];
