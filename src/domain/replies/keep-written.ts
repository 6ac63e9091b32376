import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import type { KeptAttachment } from '../intake/keep-attachments.ts';

/** What an operator or a program wrote into a conversation. */
export interface Written {
  id: string;
  at: Date;
  kind: 'message' | 'note' | 'event';
  conversationId: string;
  text: string;
  /** What search finds it by, where that is not all of the text. */
  words?: string;
  body: Record<string, unknown>;
  /** Without id and name for what is said by itself. */
  by: { type: 'operator' | 'apiKey' | 'system'; id: string | null; name: string | null };
  attachments: KeptAttachment[];
}

/** Keeps it as an entry, found by its words and by the names of what hangs on it. */
export async function keepWritten(tx: Tx, workspaceId: string, written: Written): Promise<void> {
  const { id, conversationId, attachments, by } = written;
  await sql`
    insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, body, tsv)
    select workspace_id, ${written.at}, ${id}, ${id}::uuid, id, contact_id, queue_id, ${written.kind}, 'out',
      ${JSON.stringify({ kind: by.type, value: by.id ?? '', name: by.name })}::jsonb, ${written.text}, ${JSON.stringify(written.body)}::jsonb,
      ${searchVector(written.words ?? written.text, attachments.map((one) => one.name).join(' '))}::tsvector
    from conversation where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
  if (attachments.length === 0) return;
  await tx
    .insertInto('attachment')
    .values(
      attachments.map((one, place) => ({ workspaceId, id: randomUUID(), conversationId, entryId: id, ...one, place })),
    )
    .execute();
}

/**
 * Takes the id that its writer gave it, so that the same one again is the same entry: in the list of what came in, where a provider's echo of it is
 * found too. Before the conversation is locked, as the intake does.
 * @returns false when it was taken.
 */
export async function claimWritten(
  tx: Tx,
  workspaceId: string,
  written: { channelId: string; providerId: string; entryId: string; at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery')
    .values({ workspaceId, ...written })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
