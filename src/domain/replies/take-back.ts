import { sql } from 'kysely';
import type { Entry } from '#contract/conversation.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { readEntry } from '../conversations/list-entries.ts';
import { rootOf } from '../conversations/root-of.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { putBackLastWords, putBackWaiting } from './put-back-waiting.ts';
import { cannotReply } from './reply-refusals.ts';
import { replyTarget } from './reply-target.ts';

interface Asked {
  id: string;
  replyId: string;
}

/**
 * Stops a reply that has not left: it stays in the history as cancelled, no search finds it, and the client waits again. For who wrote it, and for who
 * has the conversation.
 * @throws NOT_FOUND; FORBIDDEN; CONFLICT when it has left, or was taken back.
 */
export async function takeBack(tx: Tx, actor: Actor, { id, replyId }: Asked): Promise<Entry> {
  must(actor, 'reply');
  const sending = await lockSending(tx, actor, { id, replyId });
  if (sending.state !== 'waiting') {
    const reason = sending.state === 'cancelled' ? 'takenBackAlready' : 'alreadySent';
    const words = reason === 'alreadySent' ? 'This reply has left already.' : 'This reply was taken back already.';
    throw new Refusal('CONFLICT', words, { data: { reason } });
  }
  await sql`update sending set state = 'cancelled', error = null, updated_at = ${new Date()}
    where workspace_id = ${actor.workspaceId} and entry_id = ${replyId}`.execute(tx);
  await sql`update entry set tsv = '' where workspace_id = ${actor.workspaceId} and at = ${sending.entryAt} and id = ${replyId}`.execute(
    tx,
  );
  await putBackWaiting(tx, actor.workspaceId, { ...sending, entryId: replyId });
  await putBackLastWords(tx, actor.workspaceId, { ...sending, entryId: replyId });
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: sending.rootId, what: 'delivery' });
  return readEntry(tx, actor, id, replyId);
}

/** Sends a reply that failed once more, with all its tries. @throws NOT_FOUND; FORBIDDEN; CONFLICT when it did not fail. */
export async function tryAgain(tx: Tx, actor: Actor, { id, replyId }: Asked): Promise<Entry> {
  must(actor, 'reply');
  const sending = await lockSending(tx, actor, { id, replyId });
  if (sending.state !== 'failed')
    throw new Refusal('CONFLICT', 'Only a reply that failed is sent again.', { data: { reason: 'notFailed' } });
  const now = new Date();
  await sql`update sending set state = 'waiting', error = null, tries = 0, not_before = ${now}, next_try = ${now}, updated_at = ${now}
    where workspace_id = ${actor.workspaceId} and entry_id = ${replyId}`.execute(tx);
  await sql`update conversation set waiting_since = null
    where workspace_id = ${actor.workspaceId} and id = ${sending.rootId} and waiting_since <= ${sending.entryAt}`.execute(
    tx,
  );
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: sending.rootId, what: 'delivery' });
  return readEntry(tx, actor, id, replyId);
}

interface LockedSending {
  state: string;
  entryAt: Date;
  rootId: string;
  conversationId: string;
}

async function lockSending(tx: Tx, actor: Actor, { id, replyId }: Asked): Promise<LockedSending> {
  const root = await rootOf(tx, actor, id);
  const { rows } = await sql<Omit<LockedSending, 'rootId'> & { writtenBy: string | null }>`
    select s.state, s.entry_at, s.conversation_id, (select e.sender ->> 'value' from entry e
      where e.workspace_id = s.workspace_id and e.at = s.entry_at and e.id = s.entry_id) as written_by
    from sending s
    where s.workspace_id = ${actor.workspaceId} and s.entry_id = ${replyId} and s.conversation_id = any(${root.conversationIds}::uuid[])
    for update of s`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound('reply');
  const { writtenBy, ...sending } = row;
  const isOwn = actor.type === 'operator' && writtenBy === actor.id;
  if (!isOwn && !(await replyTarget(tx, actor, id)).isMine) throw cannotReply('notYours');
  return { ...sending, rootId: root.id };
}
