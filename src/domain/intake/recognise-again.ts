import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Recognition } from '../identity/decision.ts';
import { recognise } from '../identity/recognise.ts';
import { whoSpeaks } from '../identity/who-speaks.ts';
import { type Done, writeDecision } from './apply-decision.ts';
import { decideBeside } from './decide-beside.ts';
import {
  type ConversationRow,
  type FoundConversation,
  found,
  foundColumns,
  storedEvidence,
} from './found-conversation.ts';
import { type LoadedChannel, loadChannel } from './load-channel.ts';
import { questionOf } from './question-of.ts';

/**
 * Decides anew whom a running conversation is with, on all that its messages said and on what the directory knows now: after a person said who it is
 * not (R-REC-7). Writes the decision and no change: that is the caller's, who has locked the conversation.
 * @returns what was written; null where there is nothing to decide on.
 */
export async function recogniseAgain(tx: Tx, workspaceId: string, conversationId: string): Promise<Done | null> {
  const running = await readRunning(tx, workspaceId, conversationId);
  return running && writeDecision(...placeOf(tx, running), async () => recognise(await running.ask()));
}

/**
 * Decides anew since something new was said of the client beside the messages, as in a field that identifies (R-ID-6): by the rules of a message. What a
 * person decided stays, and what speaks against it is kept for them to answer (R-REC-4). The caller has locked the conversation and writes the change.
 * @returns what was written; null where all stays.
 */
export async function recogniseFurther(tx: Tx, workspaceId: string, conversationId: string): Promise<Done | null> {
  const running = await readRunning(tx, workspaceId, conversationId);
  if (!running) return null;
  const { channel, conversation, isThread } = running;
  const isDecided = conversation.contactId === null ? conversation.linkBy === 'operator' : isThread;
  if (isDecided) return null;
  return writeDecision(...placeOf(tx, running), async () =>
    decideBeside(tx, channel, conversation, await running.ask()),
  );
}

interface Running {
  channel: LoadedChannel;
  conversation: FoundConversation;
  isThread: boolean;
  at: Date;
  ask(): Promise<Recognition>;
}

function placeOf(tx: Tx, { channel, conversation, at }: Running) {
  return [tx, channel, conversation, at] as const;
}

/** A running conversation with the question of who it is; null where nothing was said of that. */
async function readRunning(tx: Tx, workspaceId: string, conversationId: string): Promise<Running | null> {
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
  const isThread = row.thread.startsWith('mail:');
  const facts = {
    at: row.lastAt,
    failedCheck: row.verdict === 'failed',
    automatic: row.automatic,
    thread: isThread,
    setAside: conversation.setAside,
  };
  return { channel, conversation, isThread, at: row.lastAt, ask: () => questionOf(tx, channel, speaking, facts) };
}
