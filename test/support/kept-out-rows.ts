import { randomUUID } from 'node:crypto';
import type { Tx } from '#db/database.ts';

/** A sender that is kept out. */
export async function aBlockedSender(tx: Tx, workspaceId: string, word: string): Promise<string> {
  const block = { workspaceId, id: randomUUID(), kind: 'telegram', key: word, display: word, how: 'spam' as const };
  const more = { reason: word, conversationId: null, byId: null, byName: word, until: null, liftedAt: null };
  await tx
    .insertInto('blockedSender')
    .values({ ...block, ...more })
    .execute();
  return block.id;
}

/** A wish to look at a conversation, of whoever is an operator. */
export async function anAccessRequest(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  why: string,
): Promise<string> {
  const { id: operatorId } = await tx.selectFrom('operator').select('id').executeTakeFirstOrThrow();
  const asked = { workspaceId, id: randomUUID(), conversationId, operatorId, why, days: 1, at: new Date() };
  const more = { decidedBy: null, decidedAt: null, until: null, reason: null };
  await tx
    .insertInto('accessRequest')
    .values({ ...asked, ...more })
    .execute();
  return asked.id;
}
