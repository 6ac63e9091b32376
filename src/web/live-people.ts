import { useEffect, useState } from 'react';
import type { LiveEvent } from '#contract/live.ts';

interface Seen {
  /** Null: the client. */
  id: string | null;
  name: string | null;
  types: boolean;
  until: number;
}

/** What a colleague did counts for so long, in ms: a look at a conversation, a key that was pressed. */
const lasts = { seen: 60_000, typing: 6_000 } as const;

const seen = new Map<string, Map<string, Seen>>();
const listeners = new Set<() => void>();

/** Remembers who looks at a conversation and who types in it, from live events: nothing of it is kept anywhere. */
export function notePerson({ conversationId, what, operator }: LiveEvent): void {
  if (!conversationId || (what !== 'seen' && what !== 'typing')) return;
  if (what === 'seen' && !operator) return;
  const people = seen.get(conversationId) ?? new Map<string, Seen>();
  const person = { id: operator?.id ?? null, name: operator?.name ?? null };
  people.set(`${what} ${person.id}`, { ...person, types: what === 'typing', until: Date.now() + lasts[what] });
  seen.set(conversationId, people);
  for (const listener of listeners) listener();
}

/** Who looks at a conversation and who types in it now, without oneself. */
export function usePeople(conversationId: string, me: string | undefined) {
  const [, again] = useState(0);
  const people = [...(seen.get(conversationId)?.values() ?? [])].filter(
    ({ id, until }) => id !== me && until > Date.now(),
  );
  const next = people.length > 0 ? Math.min(...people.map(({ until }) => until)) : null;
  useEffect(() => {
    const look = () => again((times) => times + 1);
    listeners.add(look);
    const timer = next === null ? undefined : setTimeout(look, Math.max(50, next - Date.now()));
    return () => {
      listeners.delete(look);
      clearTimeout(timer);
    };
  }, [next]);
  const typing = people.filter(({ types }) => types);
  const looking = people.filter(({ id, types }) => !types && !typing.some((one) => one.id === id));
  return { typing, looking };
}
