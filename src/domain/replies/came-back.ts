import { sql } from 'kysely';
import type { MailBounce, ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import { entryOfMessageId } from './message-id.ts';
import { putBackWaiting } from './put-back-waiting.ts';

/**
 * Whether a mail is a copy of a reply that was written here, as one's own mailbox holds it: it stands in the history already. A mail that failed its
 * check is no copy, whatever it says.
 */
export async function isCopyOfReply(tx: Tx, workspaceId: string, { item, mail }: ReceivedMessage): Promise<boolean> {
  const entryId =
    item.direction === 'out' && mail?.verdict !== 'failed' ? entryOfMessageId(mail?.messageId ?? null) : null;
  if (entryId === null) return false;
  const { rows } = await sql`select from sending where workspace_id = ${workspaceId} and entry_id = ${entryId}`.execute(
    tx,
  );
  return rows.length > 0;
}

/** A mail server says that a reply could not be delivered: its state says so, and the client waits again. Of a passing difficulty nothing is noted. */
export async function noteBounce(tx: Tx, workspaceId: string, bounce: MailBounce): Promise<void> {
  const entryId = entryOfMessageId(bounce.originalMessageId);
  const gone = bounce.recipients.filter((recipient) => recipient.permanent);
  if (entryId === null || gone.length === 0) return;
  const error = gone
    .map(({ address, diagnostic, status }) => `${address}: ${diagnostic ?? status ?? 'could not be delivered'}`)
    .join('; ');
  const { rows } = await sql<{ entryAt: Date; conversationId: string; rootId: string }>`
    update sending s set state = 'failed', error = ${`It came back. ${error}`.slice(0, 1_000)}, updated_at = ${new Date()}
    from conversation c
    where s.workspace_id = ${workspaceId} and s.entry_id = ${entryId} and s.state in ('sending', 'sent')
      and c.workspace_id = s.workspace_id and c.id = s.conversation_id
    returning s.entry_at, s.conversation_id, c.root_id`.execute(tx);
  const [reply] = rows;
  if (!reply) return;
  await putBackWaiting(tx, workspaceId, { ...reply, entryId });
  await announce(tx, workspaceId, { topic: 'conversation', conversationId: reply.rootId, what: 'delivery' });
}
