import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { recognise } from '../identity/recognise.ts';
import { whoSpeaks } from '../identity/who-speaks.ts';
import { type Done, writeDecision } from './apply-decision.ts';
import { type ConversationRow, found, foundColumns, storedEvidence } from './found-conversation.ts';
import { loadChannel } from './load-channel.ts';
import { questionOf } from './question-of.ts';

/**
 * Decides anew whom a running conversation is with, on all that its messages said and on what the directory knows now: after a person said who it is
 * not (R-REC-7). Writes the decision and no change: that is the caller's, who has locked the conversation.
 * @returns what was written; null where there is nothing to decide on.
 */
export async function recogniseAgain(tx: Tx, workspaceId: string, conversationId: string): Promise<Done | null> {
  const { rows } = await sql<
    ConversationRow & { channelId: string; thread: string; verdict: string | null; automatic: boolean; lastAt: Date }
  >`
    select ${foundColumns}, c.channel_id, c.thread, c.verdict, c.automatic, c.last_at from conversation c
    where c.workspace_id = ${workspaceId} and c.id = ${conversationId}`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound('conversation');
  const channel = await loadChannel(tx, workspaceId, row.channelId);
  const conversation = found(row, await storedEvidence(tx, workspaceId, row.id));
  const speaking = whoSpeaks(conversation.evidence, [], row.lastAt);
  if (!speaking || speaking.evidence.length === 0) return null;
  return writeDecision(tx, channel, conversation, row.lastAt, async () =>
    recognise(
      await questionOf(tx, channel, speaking, {
        at: row.lastAt,
        failedCheck: row.verdict === 'failed',
        automatic: row.automatic,
        thread: row.thread.startsWith('mail:'),
        setAside: conversation.setAside,
      }),
    ),
  );
}
