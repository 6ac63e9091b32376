import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { giveTo } from '../conversations/desk/accept-conversation.ts';
import { announceDesk } from '../conversations/desk/tell.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import { readMessage, receiveRead } from '../intake/receive-message.ts';
import type { SystemActor } from '../operators/actor.ts';
import type { KeptInvitation } from './invitation.ts';
import { messagePlace } from './message-place.ts';
import { parametersOf, senderOf } from './receive-visitor-message.ts';
import { conversationOf, type Visitor } from './visitor.ts';

/** What a visitor is asked at this moment; null: nothing. */
export async function openInvitation(tx: Tx, { workspaceId, id }: Visitor): Promise<KeptInvitation | null> {
  const { rows } = await sql<{ invitation: KeptInvitation | null }>`
    select invitation from visitor where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  const invitation = rows[0]?.invitation ?? null;
  return invitation?.state === 'asked' ? invitation : null;
}

/**
 * A visitor takes the operator at their word: a conversation begins with the invitation as its first entry, and the operator has it, who sees that it was they
 * who began it (R-HIS-1). Or they would rather not, which is told at the desk.
 * @returns their conversation; null after a no.
 * @throws CONFLICT where nobody asks them.
 */
export async function answerInvitation(
  tx: Tx,
  channel: LoadedChannel,
  visitor: Visitor,
  accepted: boolean,
): Promise<{ conversationId: string | null }> {
  const { workspaceId } = visitor;
  await sql`select from visitor where workspace_id = ${workspaceId} and id = ${visitor.id} for no key update`.execute(
    tx,
  );
  const running = await conversationOf(tx, visitor);
  const invitation = await openInvitation(tx, visitor);
  if (!invitation && running) return { conversationId: running.id };
  if (!invitation) throw new Refusal('CONFLICT', 'Nobody has invited you.');
  const state = accepted ? 'accepted' : 'declined';
  await sql`update visitor set invitation = invitation || ${JSON.stringify({ state })}::jsonb
    where workspace_id = ${workspaceId} and id = ${visitor.id}`.execute(tx);
  if (!accepted || running) return { conversationId: running?.id ?? null };
  return { conversationId: await begin(tx, channel, visitor, invitation) };
}

async function begin(tx: Tx, channel: LoadedChannel, visitor: Visitor, { text, by }: KeptInvitation): Promise<string> {
  const { workspaceId } = channel;
  const client = senderOf(visitor);
  const read = await readMessage(channel, {
    item: {
      id: messagePlace(visitor.id, 'invitation'),
      conversation: visitor.id,
      at: new Date().toISOString(),
      type: 'message',
      direction: 'out',
      client,
      from: client,
      text,
      parameters: parametersOf(visitor),
    },
  });
  const received = await receiveRead(tx, channel, read);
  if (received.result !== 'accepted') throw new Refusal('UNAVAILABLE', 'This could not be kept. Please try again.');
  const { conversationId: id } = received;
  const { entryId, at } = read.delivery;
  const sender = { kind: 'operator', value: by.id, name: by.name };
  await sql`update entry set sender = ${JSON.stringify(sender)}::jsonb
    where workspace_id = ${workspaceId} and at = ${at} and id = ${entryId}`.execute(tx);
  await sql`update conversation set details = details || ${JSON.stringify({ invitedBy: by })}::jsonb
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  await sql`update visitor set conversation_id = ${id} where workspace_id = ${workspaceId} and id = ${visitor.id}`.execute(
    tx,
  );
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  if (await isThere(tx, workspaceId, by.id)) await giveTo(tx, system, { id }, { id: by.id });
  else
    await sql`update conversation set state = 'waiting', waiting_since = ${at} where workspace_id = ${workspaceId} and id = ${id}`.execute(
      tx,
    );
  await announceDesk(tx, system, id);
  return id;
}

/** An operator who was removed meanwhile has nothing: the conversation waits. */
async function isThere(tx: Tx, workspaceId: string, operatorId: string): Promise<boolean> {
  const { rows } =
    await sql`select from operator where workspace_id = ${workspaceId} and id = ${operatorId} and removed_at is null`.execute(
      tx,
    );
  return rows.length > 0;
}
