import type { TouchedValue } from '../history/record-change.ts';
import type { CardState, CardValue } from './card-state.ts';

/** Every value by which two states of one card differ, for the history. Without `before` the card is new. */
export function touchedValues(before: CardState | null, after: CardState): TouchedValue[] {
  const items: TouchedValue[] = [];
  const differ = (target: string, was: unknown, is: unknown) => {
    if (JSON.stringify(was) !== JSON.stringify(is)) items.push({ contactId: after.id, target, before: was, after: is });
  };
  const [pointed, points] = [before && pointer(before), pointer(after)];
  if (pointed || points) differ('merged', pointed, points);
  else if (before?.state !== after.state) differ('state', before && ownership(before), ownership(after));
  differ('name', before?.name ?? null, after.name);
  const old = new Map(before?.values.map((value) => [value.id, value]));
  const now = new Map(after.values.map((value) => [value.id, value]));
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(id), now.get(id)];
    // what the bin does to all values of a card is told by the card's state
    const stands = before?.state !== after.state || before.states[id] === after.states[id];
    if (stands && readsAs(was) === readsAs(is)) continue;
    differ('identifier', was && before ? standing(before, was) : null, is ? standing(after, is) : null);
  }
  for (const name of keysOf(before?.attributes, after.attributes)) {
    differ(`attribute:${name}`, before?.attributes[name] ?? null, after.attributes[name] ?? null);
  }
  for (const tag of new Set([...(before?.tags ?? []), ...after.tags])) {
    differ('tag', before?.tags.includes(tag) ? tag : null, after.tags.includes(tag) ? tag : null);
  }
  for (const field of keysOf(before?.conflicts, after.conflicts)) {
    differ(`conflict:${field}`, before?.conflicts[field] ?? null, after.conflicts[field] ?? null);
  }
  differ('extra', filled(before?.extra), filled(after.extra));
  items.push(...touchedKeys(before, after));
  return items;
}

/** What merges remember of a value is not told: nobody touched it. */
function readsAs(value: CardValue | undefined): string | undefined {
  return value && JSON.stringify({ ...value, came: undefined });
}

/** A value as the history keeps it: with how it stood on the card. */
function standing(card: CardState, value: CardValue) {
  return { ...value, owned: card.owns.includes(value.id), state: card.states[value.id] };
}

/** What a change of state keeps: the bin takes a card's values from it, and restoring gives back the same ones. */
function ownership(card: CardState) {
  return { state: card.state, owns: card.owns };
}

/** What a merge made of a card: a signpost. */
function pointer(card: CardState) {
  return card.mergedInto === null ? null : { contactId: card.mergedInto };
}

function keysOf(...sides: (object | undefined)[]): string[] {
  return [...new Set(sides.flatMap((side) => Object.keys(side ?? {})))];
}

function filled(extra: CardState['extra'] | undefined) {
  return extra && Object.keys(extra).length > 0 ? extra : null;
}

/** The rows of imports that stand for the card: each by its source and key. */
function touchedKeys(before: CardState | null, after: CardState): TouchedValue[] {
  const [old, now] = [before?.importKeys ?? [], after.importKeys].map(
    (keys) => new Map(keys.map((key) => [JSON.stringify([key.source, key.key]), key])),
  ) as [Map<string, unknown>, Map<string, unknown>];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((id) => old.has(id) !== now.has(id))
    .map((id) => ({
      contactId: after.id,
      target: 'importKey',
      before: old.get(id) ?? null,
      after: now.get(id) ?? null,
    }));
}
