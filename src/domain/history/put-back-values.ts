import { sql } from 'kysely';
import type { IdentifierKind } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { attachValues, byKey, chooseMain, standOnCard } from '../contacts/attach-values.ts';
import { lockValues } from '../contacts/move-value.ts';
import { makeMain, takeOff } from '../contacts/put-values.ts';
import { partMerged } from './part-merged.ts';
import type { KeptValue, NotRestored, PastChange } from './past-change.ts';
import { planValues, type Step } from './plan-values.ts';
import { putBackOwners } from './put-back-owners.ts';
import type { TouchedCards } from './touched-cards.ts';

/**
 * Puts back the identifiers of all cards of a change. First goes what the change brought to any of them, then what changed cards goes home, then comes
 * what it took, then whose each value is, then the main ones: so that values that changed places do not meet. What another card owns by
 * now stands here as contested, and is reported (R-ID-3). Of a merge every value knows where it came from; one that is done again is planned anew.
 */
export async function putBackValues(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  cards: TouchedCards,
  notRestored: NotRestored,
): Promise<void> {
  if (cards.isMerging) return;
  if (cards.apart.size > 0) return partMerged(tx, workspaceId, change, cards, notRestored);
  const steps = planValues(change, cards, notRestored);
  if (steps.length === 0) return;
  const values = steps.flatMap(({ from, to }) => [from?.value ?? [], to?.value ?? []]).flat();
  await lockValues(tx, workspaceId, values);
  const inOrder = steps.toSorted((a, b) => byKey(anyValue(a), anyValue(b)));
  for (const step of inOrder) {
    if (step.do === 'takeOff' || step.do === 'replace')
      await takeOff(tx, workspaceId, step.current.card, step.current.value);
  }
  for (const step of inOrder) {
    if (step.do === 'move' || step.do === 'change') await writeBack(tx, workspaceId, step);
  }
  for (const step of inOrder) {
    if (step.do === 'place' || step.do === 'replace') await place(tx, workspaceId, step.card, step.from.value);
  }
  await putBackOwners(tx, workspaceId, steps, cards, notRestored);
  await putBackMains(tx, workspaceId, steps);
}

function anyValue({ from, to }: Step): KeptValue {
  return (from ?? to)?.value as KeptValue;
}

/** Writes what the change touched of a value, and nothing that came later: each word of it that still is as the change left it. Main ones come last. */
async function writeBack(
  tx: Tx,
  workspaceId: string,
  step: Step & { do: 'move' | 'change' | 'replace' },
): Promise<void> {
  const { current, from, to, card } = step;
  const back = <Word extends 'display' | 'label' | 'trust' | 'source' | 'firstSeen'>(word: Word) => {
    const [was, is, now] = [from.value[word], to.value[word], current.value[word]];
    const isTouched = was !== undefined && JSON.stringify(was) !== JSON.stringify(is);
    return isTouched && JSON.stringify(now) === JSON.stringify(is) ? was : now;
  };
  const isMain = step.do === 'change' && current.value.main && (from.value.main === to.value.main || from.value.main);
  const came = step.do === 'move' ? from.value.came : current.value.came;
  await sql`
    update contact_identifier set contact_id = ${card}, came = ${came ? JSON.stringify(came) : null}::jsonb, display = ${back('display')}, label = ${back('label') ?? null}, trust = ${back('trust')},
      source = ${JSON.stringify(back('source'))}::jsonb, first_seen = ${back('firstSeen')}::timestamptz, main = ${isMain === true}
    where workspace_id = ${workspaceId} and id = ${current.value.id}`.execute(tx);
}

/** A value stands again as it stood, with its id where that is free. */
async function place(tx: Tx, workspaceId: string, contactId: number, value: KeptValue): Promise<void> {
  const seenAt = new Date(value.firstSeen ?? Date.now());
  const source = value.source ?? { by: 'rule' }; // changes of old kept less of what a rule took
  const given = { ...value, kind: value.kind as IdentifierKind, source, seenAt, label: value.label ?? null };
  const { taken } = await attachValues(tx, workspaceId, contactId, [given]);
  if (taken.length > 0) await standOnCard(tx, workspaceId, contactId, taken);
  const id = value.id ?? null;
  await sql`
    update contact_identifier c set display = ${value.display}, label = ${value.label ?? null}, trust = ${value.trust},
      source = ${JSON.stringify(source)}::jsonb, came = ${value.came ? JSON.stringify(value.came) : null}::jsonb, id = case when ${id}::uuid is null or exists (select from contact_identifier other
        where other.workspace_id = ${workspaceId} and other.id = ${id}::uuid) then c.id else ${id}::uuid end
    where c.workspace_id = ${workspaceId} and c.contact_id = ${contactId} and c.kind = ${value.kind} and c.account = ${value.account} and c.key = ${value.key}`.execute(
    tx,
  );
}

/** Those that were main before are so again, unless somebody made another one main since; then every kind has one. */
async function putBackMains(tx: Tx, workspaceId: string, steps: Step[]): Promise<void> {
  const touched = new Set<number>();
  for (const step of steps) {
    if (step.do !== 'place') touched.add(step.current.card);
    if (step.do === 'takeOff') continue;
    touched.add(step.card);
    const wasMain = step.from.value.main === true;
    const isLater = step.do === 'change' && step.current.value.main !== step.to.value.main;
    if (wasMain && !isLater) await makeMain(tx, workspaceId, step.card, step.from.value);
  }
  for (const card of touched) await chooseMain(tx, workspaceId, card);
}
