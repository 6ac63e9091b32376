import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { KeptVerification } from './verifications.ts';

/** Takes a verification back, or makes it count again: for Undo, which the history keeps as any other. */
export async function putBackVerification(
  tx: Tx,
  workspaceId: string,
  conversationId: string | null,
  { before, after }: TouchedValue,
): Promise<boolean> {
  const kept = (before ?? after) as Pick<KeptVerification, 'id' | 'state' | 'how' | 'kind' | 'account' | 'key'> & {
    to?: string;
  };
  if (!conversationId) return false;
  await sql`delete from verification where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and id = ${kept.id}`.execute(
    tx,
  );
  if (before === null) return true;
  const { rows } = await sql<{ name: string; at: Date }>`
    select h.actor ->> 'name' as name, h.at from change h join change_item i on i.workspace_id = h.workspace_id and i.change_id = h.id
    where h.workspace_id = ${workspaceId} and h.conversation_id = ${conversationId} and h.verb = 'verifyClient'
      and i.target = 'verification' and i.after ->> 'id' = ${kept.id} order by h.at limit 1`.execute(tx);
  await tx
    .insertInto('verification')
    .values({
      workspaceId,
      conversationId,
      id: kept.id,
      how: kept.how,
      state: kept.state,
      kind: kept.kind,
      account: kept.account,
      key: kept.key,
      sentTo: kept.to ?? null,
      codeHash: null,
      triesLeft: null,
      operatorName: rows[0]?.name ?? '',
      at: rows[0]?.at ?? new Date(),
      expiresAt: null,
    })
    .execute();
  return true;
}
