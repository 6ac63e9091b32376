import { Refusal } from '#contract/errors.ts';

/** The most keys that are remembered at once. */
const most = 100_000;

/**
 * Counts what each key does, in this process's memory: so many at once, then one more whenever its share of the window has passed. A bucket of tokens
 * (ITU-T I.371, the generic cell rate algorithm with the time as its state).
 * @param window milliseconds in which `allowed` are allowed.
 */
export function limitRate(
  allowed: number,
  window: number,
  now: () => number = Date.now,
): { allows(key: string): boolean; must(key: string): void } {
  const busyUntil = new Map<string, number>();
  const share = window / allowed;
  const allows = (key: string) => {
    const at = now();
    const until = Math.max(busyUntil.get(key) ?? 0, at) + share;
    if (until - at > window) return false;
    busyUntil.delete(key); // the latest stand last
    busyUntil.set(key, until);
    if (busyUntil.size > most) forget(busyUntil, at);
    return true;
  };
  const must = (key: string) => {
    if (!allows(key)) throw new Refusal('TOO_MANY', 'That is too much at once. Please wait a moment.');
  };
  return { allows, must };
}

function forget(busyUntil: Map<string, number>, at: number): void {
  for (const [key, until] of busyUntil) {
    if (until <= at || busyUntil.size > most) busyUntil.delete(key);
  }
}
