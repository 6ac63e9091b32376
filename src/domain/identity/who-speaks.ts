import { isSignedPerson } from './decision.ts';
import type { Evidence } from './evidence.ts';

/** What a conversation's decision rests on: the evidence of who speaks now, and the signed persons who spoke before (R-REC-4). */
export interface Speaking {
  evidence: Evidence[];
  others: Evidence[];
}

/**
 * Everything that a conversation said of its client, in order of first appearance. Where several persons signed in within it, as when somebody else
 * sits down at the same browser, only what comes with the last of them counts: by the events' times and not by their arrival.
 * @returns null for a late message of a person who spoke before that one: it decides nothing.
 */
export function whoSpeaks(earlier: Evidence[], now: Evidence[], at: Date): Speaking | null {
  const all = together(earlier, now, at);
  const persons = all.filter(isSignedPerson);
  const last = persons.reduce<Evidence | undefined>(
    (one, other) => (one && isLater(one, other) ? one : other),
    undefined,
  );
  const others = persons.filter((one) => one.key !== last?.key);
  if (others.length === 0) return { evidence: all, others };
  const isTheirs = now.every((one) => !isSignedPerson(one) || one.key === last?.key);
  if (!isTheirs) return null;
  const said = now.some(isSignedPerson) || !last ? now : [last, ...now];
  return { evidence: said, others };
}

/** What stands in both counts once: at its first place, with its higher trust. */
function together(earlier: Evidence[], now: Evidence[], at: Date): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const one of [...earlier, ...now.map((said) => ({ ...said, firstAt: at.toISOString() }))]) {
    const id = JSON.stringify([one.kind, one.account, one.key, one.role]);
    const had = found.get(id);
    const [first, second] = had && timeOf(had) <= timeOf(one) ? [had, one] : [one, had];
    found.set(id, {
      ...first,
      ...(second && second.trust > first.trust && { trust: second.trust, ...vouching(second) }),
      name: first.name ?? second?.name ?? null,
    });
  }
  return [...found.values()].sort((a, b) => timeOf(a) - timeOf(b) || a.place - b.place || (a.key < b.key ? -1 : 1));
}

function vouching({ authenticatedBy }: Evidence): Pick<Evidence, 'authenticatedBy'> {
  return authenticatedBy ? { authenticatedBy } : {};
}

function timeOf({ firstAt }: Evidence): number {
  return firstAt === undefined ? 0 : new Date(firstAt).getTime();
}

function isLater(one: Evidence, other: Evidence): boolean {
  return timeOf(one) - timeOf(other) > 0 || (timeOf(one) === timeOf(other) && one.key > other.key);
}
