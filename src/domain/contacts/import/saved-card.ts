import { randomUUID } from 'node:crypto';
import { trustLevel } from '#contract/identifiers.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import type { CardState, CardValue } from '../card-state.ts';
import { touchedValues } from '../touched-values.ts';
import { leftToSettle } from '../waiting-values.ts';
import type { CardWrite, PlannedValue } from './row-plan.ts';

/** A card as a row leaves it: everything that is written of it follows from the two states. */
export interface SavedCard {
  before: CardState | null;
  after: CardState;
  write: CardWrite;
  /** The values that are new to it, as they will stand. */
  added: (CardValue & Pick<PlannedValue, 'how' | 'as'>)[];
  /** What changed, for the history. */
  items: TouchedValue[];
}

/** Who saves, when, and from where. */
export interface Saving {
  source: string;
  batchId: string;
  now: Date;
}

/** Puts what is written onto a card's state, without asking the store again. The number of a new card is `id`. */
export function savedCard(write: CardWrite, before: CardState | null, id: number, saving: Saving): SavedCard {
  const base = before ?? emptyCard(id);
  const added = standing(write.values, base, saving);
  const values = [...base.values, ...added.map(({ how: _, as: _as, ...value }) => value)].sort(
    (a, b) => compare(a.firstSeen, b.firstSeen) || compare(a.id, b.id),
  );
  const states = { ...base.states };
  for (const value of added) states[value.id] = value.as;
  const after: CardState = {
    ...base,
    name: write.name ?? base.name,
    attributes: { ...base.attributes, ...write.attributes },
    tags: [...new Set([...base.tags, ...write.tags])].sort(),
    values,
    states,
    owns: values.filter((value) => states[value.id] === 'owned').map((value) => value.id),
    conflicts: withWaiting(base, write.waiting ?? {}),
    extra: write.extra ?? base.extra,
    importKeys: [...base.importKeys, ...write.keys].sort(
      (a, b) => compare(a.source, b.source) || compare(a.key, b.key),
    ),
  };
  after.conflicts = leftToSettle(after);
  const items = touchedValues(before, after).filter(isNews);
  if (before && items.some(({ target }) => target !== 'importKey')) after.version += 1;
  return { before, after, write, added, items };
}

/** The merged card that they came from is another installation's: they stand as the card's own. */
function withWaiting({ id, conflicts }: CardState, waiting: NonNullable<CardWrite['waiting']>): CardState['conflicts'] {
  const added = Object.entries(waiting).map(([field, values]) => [
    field,
    [...(conflicts[field] ?? []), ...values.map((value) => ({ ...value, contactId: id }))],
  ]);
  return { ...conflicts, ...Object.fromEntries(added) };
}

function emptyCard(id: number): CardState {
  return {
    id,
    version: 1,
    state: 'active',
    mergedInto: null,
    name: null,
    attributes: {},
    tags: [],
    values: [],
    owns: [],
    states: {},
    conflicts: {},
    extra: {},
    importKeys: [],
  };
}

/** Imported values are trusted as an operator's (R-ID-4). The first of a kind is its main one, unless the row names another. */
function standing(values: PlannedValue[], card: CardState, { source, now }: Saving): SavedCard['added'] {
  const had = new Set(card.values.map(({ kind }) => kind));
  return values.map(({ kind, account, key, display, label, how, as }, place) => {
    const ofKind = values.filter((value) => value.kind === kind);
    const main = ofKind.find((value) => value.main) ?? ofKind[0];
    return {
      id: randomUUID(),
      kind,
      account,
      key,
      display,
      label,
      trust: trustLevel('operator'),
      main: !had.has(kind) && values[place] === main,
      source: { by: 'import', name: source },
      firstSeen: now.toISOString(),
      how,
      as,
    };
  });
}

/** A source that vouches for the same text is written, and is no change. */
function isNews({ target, before, after }: TouchedValue): boolean {
  if (target !== 'name' && !target.startsWith('attribute:')) return true;
  return (before as { value?: string } | null)?.value !== (after as { value?: string } | null)?.value;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
