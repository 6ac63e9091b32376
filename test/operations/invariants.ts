import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { searchedAs, searchTexts, searchWords } from '#domain/contacts/refresh-search.ts';

/** What must hold between any two transactions, as queries that answer what breaks it. */
const broken: Record<string, ReturnType<typeof sql>> = {
  'an owned value has one owner that is active, and stands on it': sql`
    select i.kind, i.key, i.owner_id from identifier i left join contact c on c.workspace_id = i.workspace_id and c.id = i.owner_id
    where i.state = 'owned' and (c.state is distinct from 'active' or not exists (select from contact_identifier s
      where s.workspace_id = i.workspace_id and s.kind = i.kind and s.account = i.account and s.key = i.key and s.contact_id = i.owner_id))`,
  'every value stands on a card': sql`
    select i.kind, i.key, i.state from identifier i where not exists (select from contact_identifier s
      where s.workspace_id = i.workspace_id and s.kind = i.kind and s.account = i.account and s.key = i.key)`,
  'values stand on cards, not on signposts': sql`
    select s.contact_id, s.kind, s.key from contact_identifier s join contact c on c.workspace_id = s.workspace_id and c.id = s.contact_id
    where c.state not in ('active', 'binned')`,
  'each kind of value of a card has one main': sql`
    select contact_id, kind from contact_identifier group by contact_id, kind having count(*) filter (where main) <> 1`,
  'a signpost leads by its tree to its survivor, in one step by its pointer, and in no circle': sql`
    with recursive path as (
      select id as start, id, merged_into, survivor_id, array[id] as seen from contact
      union all
      select p.start, c.id, c.merged_into, p.survivor_id, p.seen || c.id from path p
      join contact c on c.id = p.merged_into where c.id <> all(p.seen))
    select c.id, c.state, c.merged_into, c.survivor_id from contact c
    where (c.merged_into is not null) <> (c.state = 'merged') or not exists (
      select from path p join contact s on s.id = p.id where p.start = c.id and p.merged_into is null and p.id = c.survivor_id and s.state <> 'merged')`,
  'a conversation is with a card that is active, or with nobody': sql`
    select v.id, v.contact_id, s.state from conversation v join contact c on c.workspace_id = v.workspace_id and c.id = v.contact_id
    join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id where s.state <> 'active'`,
  'entries are with whom their conversation is': sql`
    select e.id, e.contact_id, v.contact_id as of from entry e join conversation v on v.workspace_id = e.workspace_id and v.id = e.conversation_id
    where e.contact_id is distinct from v.contact_id`,
  'activity is as it counts': sql`
    with counted as (
      select c.survivor_id as contact_id, root.queue_id, max(v.last_at) as last_at, (count(*) filter (where v.merged_into is null))::int as conversations
      from conversation v join contact c on c.id = v.contact_id join conversation root on root.id = v.root_id group by 1, 2)
    select contact_id, queue_id, a.last_at, a.conversations, n.last_at as should_be_at, n.conversations as should_be from (
      select contact_id, queue_id, last_at, conversations from contact_activity) a
    full join counted n using (contact_id, queue_id)
    where (a.last_at, a.conversations) is distinct from (n.last_at, n.conversations)`,
  'the last contact of a card is that of its activity': sql`
    select c.id, c.last_contact_at, a.last_at from contact c
    left join (select contact_id, max(last_at) as last_at from contact_activity group by 1) a on a.contact_id = c.id
    where c.state in ('active', 'binned') and c.last_contact_at is distinct from a.last_at`,
  'what waits to be settled came from the card, or from one merged into it': sql`
    select c.id, f.key, v.value from contact c, jsonb_each(c.conflicts) f, jsonb_array_elements(f.value) v
    where c.state in ('active', 'binned')
      and not exists (select from contact o where o.id = (v.value ->> 'contactId')::bigint and o.survivor_id = c.id)`,
  'what waits to be settled reads otherwise than what stands': sql`
    select c.id, f.key, v.value from contact c, jsonb_each(c.conflicts) f, jsonb_array_elements(f.value) v
    where c.state in ('active', 'binned')
      and v.value ->> 'value' = case when f.key = 'name' then c.name else c.attributes -> substr(f.key, 11) ->> 'value' end`,
  'signposts are not searched': sql`
    select w.contact_id, w.word from contact_word w join contact c on c.workspace_id = w.workspace_id and c.id = w.contact_id
    where c.state not in ('active', 'binned')`,
};

/** What one look tells the next: versions only grow, and a card that stands as it stood is found as it was. */
export interface Seen {
  versions: Map<number, number>;
  searched: Map<number, string>;
}

/** @returns what is broken: a line for each, none when all holds. The caller sees to it that nobody writes meanwhile. */
export async function brokenInvariants(tx: Tx, seen: Seen): Promise<string[]> {
  const found: string[] = [];
  for (const [what, query] of Object.entries(broken)) {
    const { rows } = await query.execute(tx);
    if (rows.length > 0) found.push(`not so: ${what} (${rows.length} times): ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return [...found, ...(await wrongSearch(tx, seen.searched)), ...(await wrongVersions(tx, seen.versions))];
}

/** Cards that are not found by what they hold, or by what they hold no more. */
async function wrongSearch(tx: Tx, seen: Map<number, string>): Promise<string[]> {
  const { rows } = await sql<{
    id: number;
    name: string | null;
    company: string | null;
    searched: string;
    words: string[];
    values: { kind: string; key: string; display: string }[];
  }>`
    select c.id, c.name, c.attributes #>> '{company,value}' as company, c.search_folded as searched,
      array(select word from contact_word w where w.contact_id = c.id order by word) as words,
      (select coalesce(json_agg(json_build_object('kind', v.kind, 'key', v.key, 'display', v.display) order by v.kind, v.key), '[]')
        from contact_identifier v where v.contact_id = c.id) as values
    from contact c where c.state in ('active', 'binned')`.execute(tx);
  return rows.flatMap((row) => {
    const { id, name, company, searched, words, values } = row;
    const stands = JSON.stringify(row);
    if (seen.get(id) === stands) return [];
    seen.set(id, stands);
    const texts = searchTexts({ id, name, company: company ?? undefined, values });
    const isFound =
      sorted(searchWords(name, texts)) === sorted(words) && linesOf(searchedAs(texts)) === linesOf(searched);
    return isFound
      ? []
      : [`card ${id} is found by ${JSON.stringify(searched)}, not by ${JSON.stringify(searchedAs(texts))}`];
  });
}

function sorted(words: string[]): string {
  return JSON.stringify([...words].sort());
}

function linesOf(searched: string): string {
  return sorted(searched.split('\n'));
}

async function wrongVersions(tx: Tx, versions: Map<number, number>): Promise<string[]> {
  const rows = await tx.selectFrom('contact').select(['id', 'version']).execute();
  const there = new Set(rows.map(({ id }) => id));
  const gone = [...versions.keys()].filter((id) => !there.has(id));
  const back = rows.filter(({ id, version }) => version < (versions.get(id) ?? 0));
  for (const { id, version } of rows) versions.set(id, version);
  return [
    ...gone.map((id) => `card ${id} is gone without a trace`),
    ...back.map(({ id, version }) => `the version of card ${id} went back to ${version}`),
  ];
}
