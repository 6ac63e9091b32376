import { sql } from 'kysely';
import type { Entry } from '#contract/conversation.ts';
import type { NoteInput } from '#contract/reply.ts';
import type { Tx } from '#db/database.ts';
import { maskedWords } from '../blocking/masked-words.ts';
import { readEntry } from '../conversations/list-entries.ts';
import { rootOf } from '../conversations/root-of.ts';
import { storable } from '../intake/storable.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { throwAwayDraft } from './drafts.ts';
import { claimWritten, keepWritten } from './keep-written.ts';
import { cannotReply } from './reply-refusals.ts';

/**
 * Notes something for colleagues (R-TAB-6): whoever may read the conversation may note, and finds it by search. It is no word of the conversation: nothing
 * sends it, the client waits on, and its place in the lists stays. The same `noteId` again is the same note.
 * @throws NOT_FOUND
 */
export async function writeNote(tx: Tx, actor: Actor, { id, noteId, text }: NoteInput): Promise<Entry> {
  must(actor, 'note');
  const root = await rootOf(tx, actor, id);
  if (actor.type !== 'operator' && actor.type !== 'apiKey') throw cannotReply('notYours');
  const at = new Date();
  const channelId = await channelOf(tx, actor, root.id);
  const claim = { channelId, providerId: `note:${noteId}`, entryId: noteId, at };
  if (!(await claimWritten(tx, actor.workspaceId, claim))) return readEntry(tx, actor, id, noteId);
  await sql`
    update conversation set told_at = greatest(told_at, ${at}::timestamptz)
    where workspace_id = ${actor.workspaceId} and id = ${root.id}`.execute(tx);
  await keepWritten(tx, actor.workspaceId, {
    id: noteId,
    at,
    kind: 'note',
    conversationId: root.id,
    text: await maskedWords(tx, actor.workspaceId, storable(text)),
    body: {},
    by: actor,
    attachments: [],
  });
  await throwAwayDraft(tx, actor, root.id);
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, what: 'message' });
  return readEntry(tx, actor, id, noteId);
}

async function channelOf(tx: Tx, { workspaceId }: Actor, conversationId: string): Promise<string> {
  const row = await tx
    .selectFrom('conversation')
    .select('channelId')
    .where(({ and }) => and({ workspaceId, id: conversationId }))
    .executeTakeFirstOrThrow();
  return row.channelId;
}
