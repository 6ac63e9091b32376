import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { shortKey } from '../identity/short-key.ts';
import { announce } from '../live/announce.ts';
import type { ClaimedSending } from './claim-sendings.ts';
import { putBackWaiting } from './put-back-waiting.ts';
import type { Left, NotSent } from './reply-sender.ts';

/** Tries in all, and how long they go on: whichever is over first. */
const mostTries = 10;
const longest = 24 * 3_600_000;

/** Milliseconds until the next try, after the first, the second …: about five hours and a half in all. */
const pauses = [5_000, 15_000, 60_000, 180_000, 600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000];

/** A reply has left. Its provider's echo of it, by the id that it answered, is found to be had already. */
export async function noteSent(
  tx: Tx,
  { sendingId, tries, reply }: ClaimedSending,
  { providerId, trouble = null }: Left,
): Promise<void> {
  const settled = await settle(
    tx,
    reply.workspaceId,
    { sendingId, tries },
    sql`state = 'sent', error = ${trouble},
    provider_id = coalesce(${providerId}, provider_id)`,
  );
  if (!settled) return;
  if (providerId !== null && reply.channel.kind !== 'email')
    await tx
      .insertInto('delivery')
      .values({
        workspaceId: reply.workspaceId,
        channelId: reply.channel.id,
        providerId: shortKey(providerId),
        at: reply.at,
        entryId: reply.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await announce(tx, reply.workspaceId, { topic: 'conversation', conversationId: settled.rootId, what: 'delivery' });
}

/** A try came to nothing: another follows later, or it has failed, says why, and the client waits again. */
export async function noteNotSent(
  tx: Tx,
  { sendingId, tries, reply }: ClaimedSending,
  { message, isFinal }: Pick<NotSent, 'message' | 'isFinal'>,
): Promise<void> {
  const now = Date.now();
  const next = new Date(now + (pauses[tries - 1] ?? longest));
  const isOver = isFinal || tries >= mostTries;
  const settled = await settle(
    tx,
    reply.workspaceId,
    { sendingId, tries },
    sql`state = case when ${isOver} or not_before < ${new Date(now - longest)} then 'failed' else 'waiting' end, error = ${message}, next_try = ${next}`,
  );
  if (!settled) return;
  if (settled.state === 'failed')
    await putBackWaiting(tx, reply.workspaceId, {
      entryId: reply.id,
      entryAt: reply.at,
      conversationId: reply.conversationId,
      rootId: settled.rootId,
    });
  await announce(tx, reply.workspaceId, { topic: 'conversation', conversationId: settled.rootId, what: 'delivery' });
}

/** Only of the try that was claimed: what another process took over since is its own to settle. */
async function settle(
  tx: Tx,
  workspaceId: string,
  { sendingId, tries }: Pick<ClaimedSending, 'sendingId' | 'tries'>,
  set: ReturnType<typeof sql>,
): Promise<{ rootId: string; state: string } | undefined> {
  const { rows } = await sql<{ rootId: string; state: string }>`
    update sending s set ${set}, updated_at = ${new Date()}
    where s.workspace_id = ${workspaceId} and s.id = ${sendingId} and s.state = 'sending' and s.tries = ${tries}
    returning s.state, (select c.root_id from conversation c where c.workspace_id = s.workspace_id and c.id = s.conversation_id) as root_id`.execute(
    tx,
  );
  return rows[0];
}
