import type { Duplicate } from '#contract/duplicate.ts';
import type { Tx } from '#db/database.ts';
import type { NotRestored, PastChange } from '../../history/past-change.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';
import { type KeptPair, pairItems, writeDecision } from './decide-duplicate.ts';

/**
 * Puts back what a change decided about pairs, where nobody decided otherwise since. A decision comes back as it was, with who made it.
 * The caller has locked the cards.
 * @returns what it touched, for the change of the undo.
 */
export async function putBackDuplicates(
  tx: Tx,
  actor: Actor,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const done: TouchedValue[] = [];
  for (const { contactId, before, after } of pairsOf(change)) {
    const current = await decisionOf(tx, actor.workspaceId, after);
    if (current?.state === before.state) continue;
    if (!current || current.state !== after.state) {
      notRestored.push({ target: 'duplicate', contactId, reason: current ? 'changedLater' : 'gone' });
      continue;
    }
    await writeDecision(tx, actor.workspaceId, before, before);
    done.push(...pairItems(before, current, before));
    await announce(tx, actor.workspaceId, { topic: 'contact', contactIds: [before.a, before.b], what: 'change' });
  }
  return done;
}

/** Each pair once: it stands on both cards. */
function pairsOf(change: PastChange): { contactId: number | null; before: KeptPair; after: KeptPair }[] {
  const pairs = new Map<string, { contactId: number | null; before: KeptPair; after: KeptPair }>();
  for (const { target, contactId, before, after } of change.items) {
    if (target !== 'duplicate' || !before || !after) continue;
    const { a, b } = before as KeptPair;
    if (!pairs.has(`${a}-${b}`))
      pairs.set(`${a}-${b}`, { contactId, before: before as KeptPair, after: after as KeptPair });
  }
  return [...pairs.values()];
}

async function decisionOf(
  tx: Tx,
  workspaceId: string,
  { a, b }: KeptPair,
): Promise<Pick<Duplicate, 'state' | 'decidedBy' | 'decidedAt' | 'changeId'> | undefined> {
  const row = await tx
    .selectFrom('duplicatePair')
    .select(['state', 'decidedBy', 'decidedAt', 'changeId'])
    .where('workspaceId', '=', workspaceId)
    .where('aId', '=', a)
    .where('bId', '=', b)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...row, decidedAt: row.decidedAt?.toISOString() ?? null };
}
