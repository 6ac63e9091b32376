import { Refusal } from '#contract/errors.ts';
import type { MergeInput, MergePlan } from '#contract/merge.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { applyMerge } from './apply-merge.ts';
import { pairItems, writeDecision } from './duplicates/decide-duplicate.ts';
import { cardsToMerge, chosenCards } from './merged-cards.ts';
import { planMerge } from './plan-merge.ts';
import { refuseHidden } from './refuse-hidden.ts';
import { refuseStale } from './refuse-stale.ts';
import { saveCards } from './save-card.ts';
import { readStanding, tellPlan } from './tell-plan.ts';
import type { PairBetween } from './what-stands-between.ts';

/**
 * Merges cards into one (R-BEY-2): the values of `ids` go to the card of `id`, and they become signposts to it, for ever. Conversations and old changes
 * stay with the card they belong to and read as one history. One change, whose Undo gives back each card what it had. Ids of merged cards stand
 * for their survivors.
 * @returns the plan; with `dryRun` nothing is changed, and its `changeId` is null.
 * @throws INVALID for the same card twice, itself, or a choice that is none; CONFLICT for a card in the bin, cards that are merged already, or two that
 * people worked on when no person asks; STALE when `version` is given and is not the survivor's; FORBIDDEN, without saying why, for cards with
 * conversations the actor may not see (R-HIS-5); NOT_FOUND.
 */
export async function mergeContacts(
  tx: Tx,
  actor: Actor,
  { id, version, ids, choose = {}, dryRun = false }: Merge,
): Promise<MergePlan> {
  must(actor, 'mergeCards');
  const { workspaceId } = actor;
  const { family, states, pairs, ...between } = await cardsToMerge(tx, actor, id, ids, dryRun);
  const [survivor, ...merged] = states;
  const cards = family.map((card) => card.id);
  if (version !== undefined) await refuseStale(tx, actor, survivor, version);
  const [, standing] = await together([
    refuseHidden(tx, actor, cards, 'You may not merge these cards. A supervisor may.'),
    readStanding(tx, actor, states),
  ]);
  const decision = planMerge({
    survivor,
    merged,
    choose: chosenCards(states, family, choose),
    theirsAlone: between.theirsAlone,
    saidNotTheSame: pairs.some(({ state }) => state === 'notDuplicate'),
    curated: between.curated,
  });
  const plan = tellPlan(states, decision, standing);
  if (dryRun) return plan;
  if (decision.warnings.includes('bothCurated') && !isPerson(actor))
    throw new Refusal('CONFLICT', 'People worked on these cards. Only a person may merge them.');
  await applyMerge(tx, workspaceId, survivor, merged, decision);
  const decided = decidedPairs(
    actor,
    pairs.filter(({ a, b }) => cards.includes(a) && cards.includes(b)),
  );
  const changeId = await saveCards(
    tx,
    actor,
    states.map((card) => ({ id: card.id, before: card })),
    { verb: 'mergeContacts', items: decided.flatMap(({ items }) => items) },
  );
  for (const { pair, after } of decided) await writeDecision(tx, workspaceId, pair, { ...after, changeId });
  return { ...plan, changeId };
}

type Merge = Pick<MergeInput, 'ids'> &
  Partial<Pick<MergeInput, 'choose' | 'dryRun'>> & { id: number; version?: number | undefined };

/** Rules, imports and channels are none; a key acts for whoever uses it. */
function isPerson(actor: Actor): boolean {
  return actor.type === 'operator' || actor.type === 'apiKey';
}

/** The pairs that were suggested among these very cards are decided by the merge. */
function decidedPairs(actor: Actor, pairs: PairBetween[]) {
  return pairs.map((pair) => {
    const after = {
      state: 'merged' as const,
      decidedBy: actor.name,
      decidedAt: new Date().toISOString(),
      changeId: null,
    };
    return { pair, after, items: pairItems(pair, pair, after) satisfies TouchedValue[] };
  });
}
