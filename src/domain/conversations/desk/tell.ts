import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DeskEvent } from '#contract/conversation.ts';
import type { LiveEvent } from '#contract/live.ts';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { maskedWords } from '../../blocking/masked-words.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';

/** Says in the conversation what happened to it at the desk, for colleagues: an entry that is no words, moves no times and is never sent. */
export function tellEvent(tx: Tx, actor: Actor, conversationId: string, event: DeskEvent): Promise<void> {
  return tell(tx, actor, conversationId, 'event', null, { event });
}

/** Keeps what a colleague is told with a redirect or an invitation as a note of the conversation (R-TAB-6), found by search. */
export async function tellNote(tx: Tx, actor: Actor, conversationId: string, note: string | null): Promise<void> {
  if (note !== null) await tell(tx, actor, conversationId, 'note', await maskedWords(tx, actor.workspaceId, note), {});
}

async function tell(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  kind: 'event' | 'note',
  text: string | null,
  body: Record<string, unknown>,
): Promise<void> {
  const at = new Date();
  const sender = { kind: actor.type, value: actor.id ?? '', name: actor.name };
  await sql`
    with told as (
      update conversation c set told_at = greatest(c.told_at, ${at}::timestamptz)
      where c.workspace_id = ${actor.workspaceId} and c.id = ${conversationId} returning c.id, c.queue_id, c.contact_id)
    insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, body, tsv)
    select ${actor.workspaceId}::uuid, ${at}::timestamptz, ${afterMessages}, ${randomUUID()}::uuid, told.id, told.contact_id, told.queue_id, ${kind}, 'out',
      ${JSON.stringify(sender)}::jsonb, ${text}::text, ${JSON.stringify(body)}::jsonb, ${searchVector(text ?? undefined)}::tsvector
    from told`.execute(tx);
}

/** The place of what is said here: after the messages of the same millisecond. */
const afterMessages = '~';

/** Tells the screens that who has the conversation, or its state, is another. */
export function announceDesk(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  what: Extract<LiveEvent['what'], 'desk' | 'seen' | 'typing'> = 'desk',
): Promise<void> {
  const operator = actor.type === 'operator' ? { operator: { id: actor.id, name: actor.name } } : {};
  return announce(tx, actor.workspaceId, {
    topic: 'conversation',
    conversationId,
    what,
    ...(what === 'desk' ? {} : operator),
  });
}
