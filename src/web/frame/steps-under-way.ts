import type { MutationCache } from '@tanstack/react-query';
import { lastSaid, subscribeToasts } from './toast.ts';

/** Waiting longer for a step's answer, in milliseconds, would take back what nobody thinks of any more. */
const patience = 10_000;

/** Whether a step was begun since something was last said: what it did is not said yet. */
export function isUnderWay(steps: MutationCache): boolean {
  return steps.getAll().some(({ state }) => state.status === 'pending' && state.submittedAt >= lastSaid());
}

/** Waits until the steps under way have said what they did, or ended without a word; false when that took too long. */
export function stepsSaid(steps: MutationCache): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(false), patience);
    const leave = [steps.subscribe(look), subscribeToasts(look)];
    function look(): void {
      if (!isUnderWay(steps)) end(true);
    }
    function end(said: boolean): void {
      clearTimeout(timer);
      for (const one of leave) one();
      resolve(said);
    }
  });
}
