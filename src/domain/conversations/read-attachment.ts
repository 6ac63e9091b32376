import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { rootOf } from './root-of.ts';

export interface ReadAttachment {
  name: string;
  type: string;
  size: number;
  /** The SHA-256 that its bytes lie under; null when they were never here. */
  digest: Buffer | null;
}

/** An attachment of a conversation that the actor may read. NOT_FOUND otherwise. */
export async function readAttachment(tx: Tx, actor: Actor, id: string): Promise<ReadAttachment> {
  must(actor, 'seeConversations');
  const row = await tx
    .selectFrom('attachment')
    .select(['name', 'type', 'size', 'digest', 'conversationId'])
    .where('workspaceId', '=', actor.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('attachment');
  const { conversationId, ...attachment } = row;
  await rootOf(tx, actor, conversationId).catch(() => {
    throw notFound('attachment');
  });
  return attachment;
}
