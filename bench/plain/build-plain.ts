import type pg from 'pg';

/**
 * What a plain scan reads, in a schema of its own that is made once per store: cards and entries with their texts folded by SQL that the product does not share.
 * Nothing here has an index but for what the checks of single cards need.
 */
export async function buildPlain(owner: pg.Pool, workspaceId: string): Promise<void> {
  const { rows } = await owner.query<{ made: boolean }>(`select to_regclass('plain.made') is not null as made`);
  if (rows[0]?.made) return;
  console.error('Making the tables of the plain scans …');
  const start = performance.now();
  await owner.query('drop schema if exists plain cascade');
  await owner.query('create schema plain');
  for (const statement of statements) await owner.query(statement.replaceAll(':ws', `'${workspaceId}'::uuid`));
  console.error(`… in ${((performance.now() - start) / 1_000).toFixed(0)} s`);
}

/** Letters with marks and their plain ones, of the languages that the store is written in and their neighbours. */
const marked = 'áàâäãåąāčćçďđéèêëěęēíìîïīľĺłňńñóòôöõőōøřŕšśșťțúùûüůűūýÿžźż';
const plain = 'aaaaaaaacccddeeeeeeeiiiiilllnnnoooooooorrsssttuuuuuuuyyzzz';

const statements = [
  `create function plain.fold(given text) returns text language sql immutable parallel safe as $$
    select btrim(regexp_replace(translate(replace(replace(lower(normalize(given, NFC)), 'ß', 'ss'), 'æ', 'ae'), '${marked}', '${plain}'), '\\s+', ' ', 'g')) $$`,
  `create function plain.words(given text) returns text language sql immutable parallel safe as $$
    select ' ' || btrim(regexp_replace(plain.fold(given), '[^[:alnum:]]+', ' ', 'g')) || ' ' $$`,
  // a card with all that may be typed to find it, a text a line
  `create unlogged table plain.card as
    select c.id, plain.fold(coalesce(c.name, '')) as name, c.tags, c.attributes,
      concat_ws(E'\\n', c.id::text, plain.fold(coalesce(c.name, '')), plain.fold(coalesce(c.attributes -> 'company' ->> 'value', '')), (
        select string_agg(concat_ws(E'\\n', plain.fold(v.key), plain.fold(v.display), regexp_replace(v.key, '[^0-9]', '', 'g')), E'\\n')
        from contact_identifier v where v.workspace_id = c.workspace_id and v.contact_id = c.id)) as texts
    from contact c where c.workspace_id = :ws and c.state = 'active'`,
  // when somebody was last heard of in each queue
  `create unlogged table plain.heard as
    select k.survivor_id as card_id, root.queue_id, max(v.last_at) as last_at
    from conversation v join conversation root on root.workspace_id = v.workspace_id and root.id = v.root_id
    join contact k on k.workspace_id = v.workspace_id and k.id = v.contact_id
    where v.workspace_id = :ws group by 1, 2`,
  `create unlogged table plain.entry as
    select e.id, e.at, e.place, e.conversation_id, v.root_id, root.queue_id,
      plain.words(coalesce(e.body ->> 'subject', '')) || '|' || plain.words(coalesce(e.text, '')) as said
    from entry e join conversation v on v.workspace_id = e.workspace_id and v.id = e.conversation_id
    join conversation root on root.workspace_id = v.workspace_id and root.id = v.root_id
    where e.workspace_id = :ws`,
  'analyze plain.card',
  'analyze plain.heard',
  'analyze plain.entry',
  'create table plain.made (at timestamptz not null default now())',
];
