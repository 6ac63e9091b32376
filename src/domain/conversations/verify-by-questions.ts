import type { Verification } from '#contract/verification.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { clientOf, keepVerification, recordVerification, told } from './verifications.ts';

/**
 * Records that the client was verified by questions, or failed them (R-REC-11).
 * @throws NOT_FOUND for a conversation that the actor may not see; CONFLICT for an unknown client, of whom there is nothing to be verified.
 */
export async function verifyByQuestions(
  tx: Tx,
  actor: Actor,
  { id, result }: { id: string; result: 'verified' | 'failed' },
): Promise<Verification> {
  must(actor, 'linkConversations');
  const { root, card } = await clientOf(tx, actor, id);
  const kept = await keepVerification(tx, actor, root, {
    how: 'questions',
    state: result,
    kind: 'card',
    account: '',
    key: String(card.id),
  });
  await recordVerification(tx, actor, root, card, kept);
  return told(kept);
}
