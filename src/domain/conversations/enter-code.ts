import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { Verification } from '#contract/verification.ts';
import type { Tx } from '#db/database.ts';
import type { CardValue } from '../contacts/card-state.ts';
import type { Sealer } from '../identity/sealer.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { clientOf, type KeptVerification, recordVerification, told } from './verifications.ts';

/**
 * Enters the code that the client said. The right one proves the address: its trust on the card rises to *proven*. A wrong one costs a try; after the last,
 * and past its time, the verification has failed.
 * @returns how it stands now: a wrong code is an answer, not an error.
 * @throws CONFLICT when no code waits for an answer; NOT_FOUND.
 */
export async function enterCode(
  tx: Tx,
  actor: Actor,
  sealer: Sealer,
  { id, code }: { id: string; code: string },
): Promise<Verification> {
  must(actor, 'linkConversations');
  const { root, card } = await clientOf(tx, actor, id);
  const sent = await sentCode(tx, actor.workspaceId, root.id);
  const value = card.values.find(
    (one) => sent && one.kind === sent.kind && one.account === sent.account && one.key === sent.key,
  );
  if (!sent || !value)
    throw new Refusal('CONFLICT', 'No code was sent for this client that waits for an answer. Send one first.', {
      reason: 'noCodeSent',
    });
  const isOver = sent.expiresAt !== null && sent.expiresAt < new Date();
  const isRight = !isOver && timingSafeEqual(sent.codeHash, sealer.mark(code.replace(/\s/g, ''), root.id));
  const triesLeft = isRight || isOver ? sent.triesLeft : (sent.triesLeft ?? 1) - 1;
  const state = isRight ? 'verified' : isOver || triesLeft === 0 ? 'failed' : 'codeSent';
  const kept: KeptVerification = { ...sent, state, triesLeft };
  await tx
    .updateTable('verification')
    .set({ state, triesLeft })
    .where('workspaceId', '=', actor.workspaceId)
    .where('conversationId', '=', root.id)
    .where('id', '=', sent.id)
    .execute();
  if (isRight) await prove(tx, actor.workspaceId, card.id, value);
  if (state !== 'codeSent') await recordVerification(tx, actor, root, card, kept);
  return told(kept);
}

/** The last one that was sent, locked: of two answers at once the second finds what the first left. */
async function sentCode(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
): Promise<(KeptVerification & { codeHash: Buffer }) | undefined> {
  const { rows } = await sql<KeptVerification & { codeHash: Buffer }>`
    select id, how, state, kind, account, key, sent_to, tries_left, operator_name, at, expires_at, code_hash from verification
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and how = 'code'
    order by at desc, id limit 1 for update`.execute(tx);
  return rows[0]?.state === 'codeSent' ? rows[0] : undefined;
}

async function prove(tx: Tx, workspaceId: string, contactId: number, { kind, account, key }: CardValue): Promise<void> {
  await sql`
    update contact_identifier set trust = greatest(trust, ${trustLevel('proven')}::smallint)
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(
    tx,
  );
}
