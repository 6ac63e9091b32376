import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import { conversationOf, type Visitor } from './visitor.ts';

/** What the site knows of its visitor (`vizitka.set(parameters)`): goes along with their next message, beside what it said before. */
export async function setParameters(tx: Tx, visitor: Visitor, parameters: Visitor['parameters']): Promise<void> {
  await sql`update visitor set parameters = parameters || ${JSON.stringify(parameters)}::jsonb
    where workspace_id = ${visitor.workspaceId} and id = ${visitor.id}`.execute(tx);
}

/** The visitor is writing: told to whoever looks at the conversation, kept nowhere. */
export async function noteTyping(tx: Tx, visitor: Visitor): Promise<void> {
  const conversation = await conversationOf(tx, visitor);
  if (!conversation) return;
  await announce(tx, visitor.workspaceId, {
    topic: 'conversation',
    conversationId: conversation.rootId,
    what: 'typing',
    operator: null,
  });
}
