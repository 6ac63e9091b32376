import { sql } from 'kysely';
import { z } from 'zod';
import type { SearchHit } from '#contract/history.ts';
import { askedTerms, searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { joinCard, topic } from '../conversations/conversation-row.ts';
import { KeyTime, readCursor, writeCursor } from '../conversations/page-key.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, must } from '../operators/policy.ts';
import { type EntryKey, searchEntries } from './search-entries.ts';
import { snippet } from './snippet.ts';

const Key = z.tuple([KeyTime, z.string(), z.uuid()]);

/**
 * Full text over every conversation and note that the actor may read (R-HIS-10), newest first, a page at a time: all words in any order,
 * each by its beginning, "phrases" as they stand, accents folded. A text without a word in it finds nothing.
 */
export async function searchEverything(
  tx: Tx,
  actor: Actor,
  { q, cursor, limit }: { q: string; cursor?: string | undefined; limit: number },
): Promise<{ items: SearchHit[]; nextCursor: string | null }> {
  must(actor, 'seeConversations');
  if (searchQuery(q) === null) return { items: [], nextCursor: null };
  const key = readCursor(cursor, Key);
  const after = key && { at: key[0], place: key[1], id: key[2] };
  const found = await searchEntries(tx, actor, q, after, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.length > 0 ? await readEntries(tx, actor, page, q) : [],
    nextCursor: found.length > limit && last ? writeCursor([last.at, last.place, last.id]) : null,
  };
}

interface Row extends Omit<SearchHit, 'at' | 'snippet'> {
  at: Date;
  text: string | null;
  transcript: string | null;
  ownSubject: string | null;
}

/** The hits in full, each by its key, whatever the planner expects. Asks once more whether the conversation may be read that it belongs to now: merging and redirecting may be under way. */
async function readEntries(tx: Tx, actor: Actor, keys: EntryKey[], q: string): Promise<SearchHit[]> {
  const times = keys.map((key) => key.at.getTime());
  const [from, to] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  const { rows } = await sql<Row>`
    select c.id as conversation_id, e.id as entry_id, e.at, e.text, e.body ->> 'subject' as own_subject,
      jsonb_path_query_array(e.body, '$.call.transcript[*].text')::text as transcript,
      coalesce(e.body ->> 'subject', c.subject) as subject, ${topic} as topic, card.id as contact_id, c.kept_out,
      json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name) as channel
    from unnest(${keys.map((key) => key.at.toISOString())}::timestamptz[], ${keys.map((key) => key.place)}::text[], ${keys.map((key) => key.id)}::uuid[]) key(at, place, id)
    cross join lateral (
      select e.* from entry e where e.workspace_id = ${actor.workspaceId} and e.at = key.at and e.place = key.place and e.id = key.id and e.at >= ${from} and e.at <= ${to} limit 1) e
    join conversation part on part.workspace_id = e.workspace_id and part.id = e.conversation_id
    join conversation c on c.workspace_id = part.workspace_id and c.id = part.root_id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    ${joinCard}
    where ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    order by e.at desc, e.place desc, e.id desc`.execute(tx);
  const asked = askedTerms(q);
  return rows.map(({ at, text, transcript, ownSubject, ...hit }) => ({
    ...hit,
    at: at.toISOString(),
    snippet: snippet(asked, text, ownSubject, transcript),
  }));
}
