import { keyText } from '../attach-values.ts';
import { fromSource } from '../name-precedence.ts';
import { planUpdate } from './plan-update.ts';
import { planWaiting } from './plan-waiting.ts';
import { alikeOf, inWords, planValue, type Taken, takenOf, told } from './planned-values.ts';
import type { ReadyRow, ReadyValue } from './prepare-row.ts';
import { type Known, nothing, type RowPlan, type RowRules } from './row-plan.ts';

/**
 * Decides what a row does (R-DIR-9, R-ID-3): update the card that its key leads to, or else what the match rule says of the cards that own its values. Pure:
 * the preview and the import ask the same function.
 */
export function planRow(row: ReadyRow, known: Known, rules: RowRules): RowPlan {
  const { decided } = rules;
  if (decided === 'skip') return nothing('skip', 'decided', known.card?.id ?? null);
  if (known.inBin !== null && known.card === null && typeof decided !== 'number') return invalid(inBin(known.inBin));
  const chosen = typeof decided === 'number' ? known.cardOf(decided) : known.card;
  if (typeof decided === 'number' && !chosen) return invalid(`There is no card ${decided} any more.`);
  if (chosen) return planUpdate(row, known, rules, chosen, chosen === known.card ? 'sameImportKey' : 'decided');
  const owners = ownersOf(row.values, known.holders);
  const [matched, ...others] = owners;
  if (matched === undefined || decided !== undefined) return planCreate(row, known, rules, owners);
  if (rules.match === 'skip') return nothing('skip', 'matchedValue', there(matched));
  if (rules.match === 'update' && others.length === 0) return planMatch(row, known, rules, matched);
  return planCreate(row, known, rules, owners);
}

/** A card that an earlier row of this file will make can be told, but not compared. */
function planMatch(row: ReadyRow, known: Known, rules: RowRules, matched: number): RowPlan {
  const card = known.cardOf(matched);
  if (card) return planUpdate(row, known, rules, card, 'matchedValue');
  return nothing('update', 'matchedValue', there(matched));
}

/** A card of its own; what others have stands on it contested, unless it is to be shared or the card is merged at once. */
function planCreate(row: ReadyRow, known: Known, rules: RowRules, owners: number[]): RowPlan {
  const { match, decided, at, several } = rules;
  const isSharing = match === 'share' || decided === 'share';
  const values = row.values.map((value) => planValue(value, known.holders.get(keyText(value)), several, isSharing));
  const taken = takenOf(values, known.holders);
  const mergeInto = match === 'merge' && decided === undefined && owners.length === 1 ? (owners[0] ?? null) : null;
  const isSettled = isSharing || mergeInto !== null || decided === 'create';
  const isConflict = taken.length > 0 && !isSettled;
  const reads = {
    ...(row.name && { name: fromSource(row.name, 'import', at) }),
    attributes: Object.fromEntries(
      Object.entries(row.attributes).flatMap(([name, text]) => (text ? [[name, fromSource(text, 'import', at)]] : [])),
    ),
  };
  return {
    action: mergeInto !== null ? 'update' : isConflict ? 'conflict' : 'create',
    reason: mergeInto !== null ? 'matchedValue' : decided !== undefined ? 'decided' : reasonOf(taken, owners),
    contactId: there(mergeInto),
    problem: isConflict ? inWords(taken) : null,
    taken: taken.map(told),
    changes: [],
    write: {
      contactId: null,
      ...reads,
      tags: row.tags,
      ...(Object.keys(row.extra).length > 0 && { extra: row.extra }),
      values,
      ...planWaiting(row.conflicts, reads, at),
      keys: row.keys.filter(({ source, key }) => !known.keys.has(`${source}\u0000${key}`)),
      alike: isSharing ? [] : alikeOf(taken).filter((id) => id !== mergeInto),
      mergeInto,
    },
  };
}

function reasonOf(taken: Taken[], owners: number[]): RowPlan['reason'] {
  if (taken.length === 0) return 'new';
  if (owners.length > 1) return 'severalCards';
  return taken.every(({ holder }) => holder.state === 'shared') ? 'valueShared' : 'valueTaken';
}

/** The number of a card that is there already. */
function there(id: number | null): number | null {
  return id !== null && id > 0 ? id : null;
}

function ownersOf(values: ReadyValue[], holders: Known['holders']): number[] {
  return [...new Set(values.flatMap((value) => holders.get(keyText(value))?.ownerId ?? []))];
}

function invalid(problem: string): RowPlan {
  return { ...nothing('invalid', 'invalid', null), problem };
}

function inBin(id: number): string {
  return `Its card ${id} is in the bin. Restore it there, or delete it for good, and import again.`;
}
