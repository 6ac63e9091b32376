import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BlockInput } from '#contract/blocking.ts';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { layInBin } from '../contacts/bin-contact.ts';
import { saveCards } from '../contacts/save-card.ts';
import { type DeskConversation, lockForDesk, mayTakeFrom, mustHave } from '../conversations/desk/desk-conversation.ts';
import { withdrawAsked } from '../conversations/desk/end-handover.ts';
import { announceDesk, tellEvent } from '../conversations/desk/tell.ts';
import { readConversation } from '../conversations/read-conversation.ts';
import type { TouchedValue } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor, OperatorActor } from '../operators/actor.ts';
import { may, mustBeOperator } from '../operators/policy.ts';
import { automaticCardOf } from './automatic-card.ts';
import { type BlockSide, keptOutSides, standAs } from './kept-out-item.ts';
import { type Sender, senderOf } from './sender-of.ts';

/**
 * Keeps the sender of a conversation out for a time or for ever (R-DSK-5): what they write from now on is kept and stands closed. This conversation is closed and
 * marked. Marked as spam, a card that was made by itself for it alone goes to the bin (R-REC-2). One change, with Undo.
 * @throws NOT_FOUND; FORBIDDEN when it is in others' hands; CONFLICT where nobody wrote (noSender), for the company's own value (ownValue: as spam the
 * conversation alone is marked), and for one that several people use, unless `sure` (sharedValue).
 */
export async function blockSender(
  tx: Tx,
  actor: Actor,
  given: BlockInput,
): Promise<Conversation & { changeId: string | null }> {
  const operator = mustBeOperator(actor, 'blockSenders');
  const found = await lockForDesk(tx, operator, given.id);
  mayClose(operator, found);
  const sender = await senderOf(tx, operator, found.id);
  refuseUnsure(sender, given);
  const card = given.how === 'spam' ? await automaticCardOf(tx, operator, found.id) : null;
  await withdrawAsked(tx, operator, found.id, 'any');
  const block = sender.warning === 'own' ? null : await keepBlock(tx, operator, found.id, sender, given);
  const items = await closeAs(tx, operator, found.id, given, block?.after?.id ?? null);
  if (block) items.push({ contactId: null, target: 'blockedSender', ...block });
  if (card) items.push(...(await layInBin(tx, operator, card)));
  const changeId = await saveCards(tx, operator, card ? [{ id: card.id, before: card }] : [], {
    verb: 'blockSender',
    items,
    reason: { how: given.how, days: given.days },
    conversationId: found.id,
  });
  await tellEvent(tx, operator, found.id, { code: given.how });
  await announceDesk(tx, operator, found.id);
  await announce(tx, operator.workspaceId, { topic: 'desk', what: 'blocked' });
  return { ...(await readConversation(tx, operator, found.id)), changeId };
}

function mayClose(operator: OperatorActor, found: DeskConversation): void {
  if (found.state !== 'closed') mustHave(operator, found);
  else if (!(found.tookPart || mayTakeFrom(operator, found.queueId) || may(operator, 'takeOver')))
    throw new Refusal('FORBIDDEN', 'Who took part in it, or a member of its queue, blocks who wrote in it.');
}

function refuseUnsure({ warning, display, cards }: Sender, { how, sure }: BlockInput): void {
  if (warning === 'own' && how === 'blocked')
    throw new Refusal('CONFLICT', `“${display}” is the company’s own, so it cannot be blocked.`, {
      reason: 'ownValue',
    });
  if (warning === 'shared' && !sure)
    throw new Refusal('CONFLICT', `Several people write by “${display}”. All of them would be kept out.`, {
      reason: 'sharedValue',
      data: { cards },
    });
}

/** The conversation is over and marked, and nobody waits in it. */
async function closeAs(
  tx: Tx,
  { workspaceId, id: endedBy }: OperatorActor,
  id: string,
  { how }: BlockInput,
  keptBy: string | null,
): Promise<TouchedValue[]> {
  const [before] = await keptOutSides(tx, workspaceId, [id]);
  if (!before) return [];
  const isOver = before.state === 'closed';
  const after = {
    ...before,
    value: how,
    keptBy,
    state: 'closed' as const,
    waitingSince: null,
    endedAt: isOver ? before.endedAt : new Date().toISOString(),
    endedBy: isOver ? before.endedBy : endedBy,
  };
  await standAs(tx, workspaceId, after);
  return [{ contactId: null, target: 'keptOut', before, after }];
}

/** The block itself. One that stands already, or whose time is over, gives way to the new one. */
async function keepBlock(
  tx: Tx,
  operator: OperatorActor,
  conversationId: string,
  { kind, account, key, display }: Sender,
  { how, days, reason }: BlockInput,
): Promise<{ before: BlockSide | null; after: BlockSide }> {
  const { workspaceId } = operator;
  const now = new Date();
  const { rows } = await sql<BlockSide & { isOver: boolean }>`
    update blocked_sender set lifted_at = ${now} where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}
      and lifted_at is null returning id, display as value, coalesce(until <= ${now}, false) as is_over`.execute(tx);
  const after = { id: randomUUID(), value: display };
  await tx
    .insertInto('blockedSender')
    .values({
      workspaceId,
      id: after.id,
      kind,
      account,
      key,
      display,
      how,
      reason: reason || null,
      conversationId,
      byId: operator.id,
      byName: operator.name,
      at: now,
      until: days === null ? null : new Date(now.getTime() + days * 86_400_000),
      liftedAt: null,
    })
    .execute();
  const [had] = rows;
  return { before: had && !had.isOver ? { id: had.id, value: had.value } : null, after };
}
