import { Refusal } from '#contract/errors.ts';

/** Stands in for a verb that is being built. */
export function later(): never {
  throw new Refusal('UNAVAILABLE', 'This is not there yet.');
}
