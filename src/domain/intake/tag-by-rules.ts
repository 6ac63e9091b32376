import { sql } from 'kysely';
import { fold } from '#contract/fold.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { lockDetails, setTag } from '../conversations/details/own-details.ts';
import { ruleHits } from '../tags/rule-hits.ts';
import type { LoadedChannel } from './load-channel.ts';

/**
 * Adds the tags whose rules a client's message hits (R-TAB-5): each once per conversation, also when somebody took it away since. Asks the store nothing where no
 * rule hits. Of a mail only the new words count, not what it quotes.
 */
export async function tagByRules(
  tx: Tx,
  channel: LoadedChannel,
  { item, mail }: ReceivedMessage,
  conversationId: string,
  at: Date,
): Promise<void> {
  if (channel.tagRules.length === 0 || item.direction !== 'in') return;
  const hits = ruleHits(channel.tagRules, item.subject, mail?.newText ?? item.text);
  if (hits.size === 0) return;
  const { workspaceId } = channel;
  const details = await lockDetails(tx, workspaceId, conversationId);
  const { rows } = await sql<{ ruled: string[] }>`
    select coalesce(details -> 'ruledTags', '[]') as ruled from conversation where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(
    tx,
  );
  const ruled = rows[0]?.ruled ?? [];
  const fresh = [...hits].filter(([tag]) => !ruled.includes(fold(tag)));
  if (fresh.length === 0) return;
  for (const [tag, words] of fresh) {
    if (details.tags.some((one) => fold(one) === fold(tag))) continue;
    setTag(details, tag, { source: { by: 'rule', name: words.join(', ').slice(0, 200), at: at.toISOString() } });
  }
  const kept = { tagSources: details.tagSources, ruledTags: [...ruled, ...fresh.map(([tag]) => fold(tag))] };
  await sql`update conversation set tags = ${details.tags}::text[], details = details || ${JSON.stringify(kept)}::jsonb
    where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
}
