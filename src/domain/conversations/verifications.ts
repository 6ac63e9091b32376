import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Verification } from '#contract/verification.ts';
import type { Tx } from '#db/database.ts';
import { type CardState, lockCard } from '../contacts/card-state.ts';
import { saveCards } from '../contacts/save-card.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { currentLink } from './link-conversation.ts';
import { type RootConversation, rootOf } from './root-of.ts';

/** A verification as the store keeps it. `kind`, `account`, `key`: the value a code went to; of questions, the card (`card`, '', its number). */
export interface KeptVerification {
  id: string;
  how: Verification['how'];
  state: Verification['state'];
  kind: string;
  account: string;
  key: string;
  sentTo: string | null;
  triesLeft: number | null;
  operatorName: string;
  at: Date;
  expiresAt: Date | null;
}

/**
 * Whether the person now speaking was verified in a conversation (R-REC-11): the latest that counts. It is about the client whom the conversation is with
 * now: of a card that it was moved away from it says nothing. A code that ran out unanswered hides nothing before it.
 */
export async function readVerification(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  contactId: number | null,
): Promise<Verification | null> {
  if (contactId === null) return null;
  const { rows } = await sql<KeptVerification>`
    select v.id, v.how, v.state, v.sent_to, v.tries_left, v.operator_name, v.at, v.expires_at from verification v
    where v.workspace_id = ${workspaceId} and v.conversation_id = ${conversationId} and (
      (v.kind = 'card' and ${contactId} = (select k.survivor_id from contact k where k.workspace_id = v.workspace_id and k.id = v.key::bigint))
      or (v.kind <> 'card' and exists (select from contact_identifier i
        where i.workspace_id = v.workspace_id and i.contact_id = ${contactId} and i.kind = v.kind and i.account = v.account and i.key = v.key)))
    order by (v.state = 'codeSent' and v.expires_at < ${new Date()}), v.at desc, v.id limit 1`.execute(tx);
  return rows[0] ? told(rows[0]) : null;
}

/** As the API tells it. */
export function told(kept: Omit<KeptVerification, 'kind' | 'account' | 'key'>): Verification {
  return {
    state: kept.state,
    how: kept.how,
    to: kept.sentTo,
    by: kept.operatorName,
    at: kept.at.toISOString(),
    expiresAt: kept.expiresAt?.toISOString() ?? null,
    triesLeft: kept.triesLeft,
  };
}

/** The card that a conversation is linked to, both locked. CONFLICT when it is linked to nobody. */
export async function clientOf(tx: Tx, actor: Actor, id: string): Promise<{ root: RootConversation; card: CardState }> {
  const root = await rootOf(tx, actor, id);
  const { contactId } = await currentLink(tx, actor, root.id);
  if (contactId === null)
    throw new Refusal(
      'CONFLICT',
      'This client is unknown. Link the conversation to a card first: then verify that it is them.',
      { reason: 'unknownClient' },
    );
  return { root, card: await lockCard(tx, actor, contactId) };
}

/** Writes one. */
export async function keepVerification(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  given: Pick<KeptVerification, 'how' | 'state' | 'kind' | 'account' | 'key'> &
    Partial<Pick<KeptVerification, 'sentTo' | 'triesLeft' | 'expiresAt'>> & { id?: string; codeHash?: Buffer },
): Promise<KeptVerification> {
  const row = {
    id: randomUUID(),
    sentTo: null,
    triesLeft: null,
    expiresAt: null,
    codeHash: null,
    ...given,
    operatorName: actor.name ?? actor.type,
    at: new Date(),
  };
  await tx
    .insertInto('verification')
    .values({ workspaceId: actor.workspaceId, conversationId: root.id, ...row })
    .execute();
  return row;
}

/** The change of a verification that came to its end: on the card, with the trust that its values rose to. */
export async function recordVerification(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  card: CardState,
  { state, how, sentTo, ...kept }: KeptVerification,
): Promise<void> {
  const after = {
    id: kept.id,
    state,
    how,
    ...(sentTo && { to: sentTo }),
    kind: kept.kind,
    account: kept.account,
    key: kept.key,
  };
  await saveCards(tx, actor, [{ id: card.id, before: card }], {
    verb: 'verifyClient',
    reason: { how, state },
    conversationId: root.id,
    queueId: root.queueId,
    items: [{ contactId: card.id, target: 'verification', before: null, after }],
  });
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, what: 'change' });
}
