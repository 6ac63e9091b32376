import { setTimeout as pause } from 'node:timers/promises';
import { decideDuplicate } from '#domain/contacts/duplicates/decide-duplicate.ts';
import { findAll } from '#domain/contacts/duplicates/find-all.ts';
import { claimRun } from '#domain/contacts/duplicates/search-run.ts';
import type { Store } from '#domain/intake/import-summary.ts';
import { merge } from './edit-cards.ts';
import { cardOf } from './find-in-demo.ts';
import { people } from './people.ts';
import type { Step } from './take-steps.ts';
import type { Person } from './tell.ts';

/** Compares all cards, so that the review queue is full when the screen opens. A run that was killed lately is waited for. */
export async function findDuplicates(store: Store, workspaceId: string): Promise<void> {
  for (;;) {
    const seen = new Date();
    const run = await store.inWorkspace(workspaceId, (tx) => claimRun(tx, workspaceId));
    if (run) return void (await findAll(store, workspaceId, run, { signal: AbortSignal.timeout(600_000), seen }));
    await pause(500);
  }
}

/** As they stand in the table that was imported. */
const imported = (customer: string): Person => ({ name: customer, customer });

/** What was decided about some of the possible duplicates; the others wait for whoever opens the queue. */
export const reviewed: Step[] = [
  { name: 'Jiří Malý and his father', by: 'martin', work: decide(people.jiri, imported('7100304'), 'notDuplicate') },
  { name: 'Javor, later', by: 'martin', work: decide(people.javor, imported('7100338'), 'later') },
  {
    name: 'one Radek',
    by: 'martin',
    work: (tx, actor) => merge(tx, actor, people.radek, imported('7100316')),
  },
];

function decide(one: Person, other: Person, decision: 'notDuplicate' | 'later'): Step['work'] {
  return async (tx, actor) =>
    decideDuplicate(tx, actor, { a: await cardOf(tx, actor, one), b: await cardOf(tx, actor, other), decision });
}
