import type { ClientBase } from 'pg';
import type { Ledger } from './invented-mailbox.ts';

/**
 * Everything that is wrong with what is stored, in words; nothing when all is well. Counters are counted anew from the rows they stand for. Reads past
 * row-level security: the connection is the owner's.
 * @param ledger what was sent, when the store holds nothing else.
 */
export async function faultsOf(
  client: ClientBase,
  ledger?: Pick<Ledger, 'words'> & Partial<Ledger>,
): Promise<string[]> {
  const faults = ledger ? await againstLedger(client, ledger) : [];
  await client.query('set search_path = vizitka, public');
  for (const [fault, query] of Object.entries(wrongRows)) {
    const { rows } = await client.query(query);
    if (rows.length > 0) faults.push(`${fault}: ${rows.length}, such as ${JSON.stringify(rows[0])}`);
  }
  return faults;
}

async function againstLedger(client: ClientBase, ledger: Pick<Ledger, 'words'> & Partial<Ledger>): Promise<string[]> {
  const { rows } = await client.query<{ word: string | null }>(
    `select substring(text from 'word[0-9]+x[0-9]+') as word from vizitka.entry`,
  );
  const stored = rows.map(({ word }) => word ?? '(none)');
  const has = new Set(stored);
  const lost = [...ledger.words].filter((word) => !has.has(word));
  const strange = [...has].filter((word) => !ledger.words.has(word));
  const faults = [];
  if (lost.length > 0) faults.push(`lost: ${lost.length}, such as ${lost[0]}`);
  if (stored.length > has.size) faults.push(`stored twice: ${stored.length - has.size}`);
  if (strange.length > 0) faults.push(`never sent: ${strange.length}, such as ${strange[0]}`);
  const attachments = await client.query('select from vizitka.attachment');
  if (ledger.attachments !== undefined && attachments.rowCount !== ledger.attachments)
    faults.push(`attachments: ${attachments.rowCount} instead of ${ledger.attachments}`);
  return faults;
}

const counted = `
  select c.workspace_id, card.survivor_id as contact_id, root.queue_id, max(c.last_at) as last_at,
    count(*) filter (where c.merged_into is null) as conversations, array_agg(distinct ch.kind order by ch.kind) as kinds
  from conversation c
  join conversation root on root.workspace_id = c.workspace_id and root.id = c.root_id
  join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
  join contact card on card.workspace_id = c.workspace_id and card.id = c.contact_id
  group by 1, 2, 3`;

/** Each query answers the rows that contradict others. */
const wrongRows: Record<string, string> = {
  'a conversation counts its entries wrongly': `
    select v.id, v.entries, count(e.id)::int as really, v.merged_into from conversation v
    join conversation part on part.workspace_id = v.workspace_id and part.root_id = v.id
    left join entry e on e.workspace_id = part.workspace_id and e.conversation_id = part.id
    where v.merged_into is null group by v.workspace_id, v.id having v.entries <> count(e.id)`,
  'a conversation has the wrong first or last time': `
    select v.id, v.first_at, min(e.at) as really_first, v.last_at, max(e.at) as really_last from conversation v
    join conversation part on part.workspace_id = v.workspace_id and part.root_id = v.id
    join entry e on e.workspace_id = part.workspace_id and e.conversation_id = part.id
    where v.merged_into is null group by v.workspace_id, v.id having v.first_at <> min(e.at) or v.last_at <> max(e.at)`,
  'an entry stands with another card or queue than its conversation': `
    select e.id, e.contact_id, root.contact_id as really, root.id as root, root.entries from entry e
    join conversation v on v.workspace_id = e.workspace_id and v.id = e.conversation_id
    join conversation root on root.workspace_id = v.workspace_id and root.id = v.root_id
    where e.contact_id is distinct from root.contact_id or e.queue_id <> root.queue_id`,
  'a merged conversation stands with another card than its root': `
    select v.id from conversation v join conversation root on root.workspace_id = v.workspace_id and root.id = v.root_id
    where v.contact_id is distinct from root.contact_id or root.merged_into is not null`,
  'the activity of a card is not what its conversations are': `
    select * from (select workspace_id, contact_id, queue_id, last_at, conversations::bigint, array(select unnest(kinds) k order by k) as kinds from contact_activity) a
    full join (${counted}) c using (workspace_id, contact_id, queue_id)
    where (a.last_at, a.conversations, a.kinds) is distinct from (c.last_at, c.conversations, c.kinds)`,
  'a card has the wrong last contact': `
    select k.id, k.last_contact_at, max(c.last_at) as really from contact k
    left join (${counted}) c on c.workspace_id = k.workspace_id and c.contact_id = k.id
    where k.state = 'active' group by k.workspace_id, k.id having k.last_contact_at is distinct from max(c.last_at)`,
  'a value stands on a card that does not own it': `
    select s.kind, s.key, s.contact_id, i.owner_id, i.state from contact_identifier s
    left join identifier i using (workspace_id, kind, account, key) where i.state is distinct from 'owned' or i.owner_id <> s.contact_id`,
  'a value is owned by a card it does not stand on': `
    select i.kind, i.key, i.owner_id from identifier i
    left join contact_identifier s on s.workspace_id = i.workspace_id and s.kind = i.kind and s.account = i.account and s.key = i.key and s.contact_id = i.owner_id
    where i.owner_id is not null and s.id is null`,
  'a delivery without its entry, or the reverse': `
    select d.provider_id, e.id from delivery d full join entry e on e.workspace_id = d.workspace_id and e.id = d.entry_id where d.entry_id is null or e.id is null`,
  'a conversation without an entry': `
    select v.id from conversation v where not exists (select from entry e where e.workspace_id = v.workspace_id and e.conversation_id = v.id)`,
  'a card without a conversation, value or history': `
    select k.id from contact k where not exists (select from conversation v where v.workspace_id = k.workspace_id and v.contact_id = k.id)
      or not exists (select from contact_identifier s where s.workspace_id = k.workspace_id and s.contact_id = k.id)
      or not exists (select from change_item h where h.workspace_id = k.workspace_id and h.contact_id = k.id)`,
  'an attachment of no entry': `
    select a.id from attachment a where not exists (select from entry e where e.workspace_id = a.workspace_id and e.id = a.entry_id)`,
  'a change that changed nothing': `select c.id from change c where not exists (select from change_item i where i.workspace_id = c.workspace_id and i.change_id = c.id)`,
  'a message that no screen was told of': `
    select (select count(*) from entry) as entries, count(*) as told from outbox where payload ->> 'what' = 'message' having count(*) <> (select count(*) from entry)`,
};
