import { sql } from 'kysely';
import type { z } from 'zod';
import type { HistoryConversation } from '#contract/history.ts';
import { askedTerms, searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { snippet } from './snippet.ts';

export interface ConversationHits {
  count: number;
  /** The first three, with a piece of text around the hit. */
  first: z.infer<typeof HistoryConversation>['hits'];
}

interface HitRow {
  conversationId: string;
  id: string;
  at: Date;
  count: number;
  text: string | null;
  subject: string | null;
  transcript: string | null;
}

/**
 * The hits in each of the conversations: how many, and the first three.
 * @param span holds all of them: only the partitions of it are touched.
 */
export async function readHits(
  tx: Tx,
  workspaceId: string,
  conversations: string[],
  query: string,
  span: { from: Date; to: Date },
): Promise<Map<string, ConversationHits>> {
  if (conversations.length === 0) return new Map();
  const { rows } = await sql<HitRow>`
    select hit.conversation_id, hit.id, hit.at, hit.count, hit.text, hit.body ->> 'subject' as subject,
      jsonb_path_query_array(hit.body, '$.call.transcript[*].text')::text as transcript
    from conversation c cross join lateral (
      select e.conversation_id, e.id, e.at, e.text, e.body, count(*) over () as count from entry e
      where e.workspace_id = c.workspace_id and e.conversation_id = c.id and e.at >= c.first_at and e.at <= greatest(c.last_at, c.told_at)
        and e.at >= ${span.from} and e.at <= ${span.to}
        and ts_match_vq(e.tsv, ${searchQuery(query)}::tsquery)
      order by e.at, e.place, e.id limit 3) hit
    where c.workspace_id = ${workspaceId} and c.id = any(${conversations}::uuid[])
    order by hit.at, hit.id`.execute(tx);
  const asked = askedTerms(query);
  const found = new Map<string, ConversationHits>();
  for (const row of rows) {
    const hits = found.get(row.conversationId) ?? { count: row.count, first: [] };
    hits.first.push({
      entryId: row.id,
      at: row.at.toISOString(),
      snippet: snippet(asked, row.text, row.subject, row.transcript),
    });
    found.set(row.conversationId, hits);
  }
  return found;
}
