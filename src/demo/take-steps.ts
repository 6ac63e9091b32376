import type { Store } from '#domain/intake/import-summary.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { once } from '#domain/operators/once.ts';
import type { ColleagueName } from './company.ts';
import type { Tx } from './find-in-demo.ts';
import type { DemoOperators } from './provide-company.ts';

/** What one operator does, in a transaction of its own, once whatever happens. */
export interface Step {
  name: string;
  by: ColleagueName;
  work: (tx: Tx, actor: OperatorActor) => Promise<unknown>;
}

/** Takes steps in their order; those that were taken before are not taken again. */
export async function takeSteps(store: Store, operators: DemoOperators, steps: Step[]): Promise<void> {
  for (const { name, by, work } of steps) {
    const actor = operators[by];
    await store.inWorkspace(actor.workspaceId, (tx) => once(tx, actor, `demo: ${name}`, () => work(tx, actor)));
  }
}
