import type { AttributeValue } from '#db/schema.ts';
import { keyText } from '../attach-values.ts';
import type { CardState } from '../card-state.ts';
import { betterName, fromSource } from '../name-precedence.ts';
import { planWaiting } from './plan-waiting.ts';
import { alikeOf, inWords, planValue, takenOf, told } from './planned-values.ts';
import { canonicalJson, putAside, type ReadyRow } from './prepare-row.ts';
import { type CardWrite, type Known, nothing, type RowPlan, type RowRules } from './row-plan.ts';

/**
 * What a row changes on a card: a name or attribute where R-DIR-5 lets an import, values and tags that it has not yet, what is kept as it is. Nothing is
 * ever taken away by an empty cell. A row that only says again what the card says changes nothing.
 */
export function planUpdate(
  row: ReadyRow,
  known: Known,
  rules: RowRules,
  card: CardState,
  reason: 'sameImportKey' | 'matchedValue' | 'decided',
): RowPlan {
  const isRepeated = known.isTouched(card.id);
  const isSharing = rules.match === 'share' || rules.decided === 'share';
  const had = new Set(card.values.map(keyText));
  const others = new Map([...known.holders].filter(([, { ownerId }]) => ownerId !== card.id));
  const values = row.values
    .filter((value) => !had.has(keyText(value)) && known.holders.get(keyText(value))?.ownerId !== card.id)
    .map((value) => planValue(value, others.get(keyText(value)), rules.several, isSharing));
  const name = isNews(row.name, 'name', card, known.merged?.name)
    ? offered(card.name, row.name, isRepeated, rules.at)
    : null;
  const attributes = Object.fromEntries(
    Object.entries(row.attributes).flatMap(([field, text]) => {
      if (!isNews(text, `attribute:${field}`, card, known.merged?.attributes[field])) return [];
      const value = offered(card.attributes[field] ?? null, text, isRepeated, rules.at);
      return value ? [[field, value]] : [];
    }),
  );
  const extra = keptBeside(card.extra, row.extra, reason === 'sameImportKey' && !isRepeated && !known.merged);
  const after = { ...card, name: name ?? card.name, attributes: { ...card.attributes, ...attributes } };
  const write: CardWrite = {
    contactId: card.id,
    ...(name && { name }),
    attributes,
    tags: row.tags.filter((tag) => !card.tags.includes(tag)),
    ...(extra && { extra }),
    values,
    // A row that comes again opens nothing that was settled since.
    ...(reason !== 'sameImportKey' && planWaiting(row.conflicts, after, rules.at)),
    keys: row.keys.filter(({ source, key }) => !known.keys.has(`${source}\u0000${key}`)),
    alike: [],
    mergeInto: null,
  };
  const taken = takenOf(values, others);
  const isConflict = taken.length > 0 && !isSharing;
  if (isConflict) write.alike = alikeOf(taken).filter((id) => id !== card.id);
  if (!changesCard(card, write)) {
    const isQuiet = write.keys.length > 0 || name !== null || Object.keys(attributes).length > 0;
    return { ...nothing('skip', 'nothingNew', card.id), write: isQuiet ? write : null };
  }
  return {
    action: isConflict ? 'conflict' : 'update',
    reason: isConflict
      ? taken.every(({ holder }) => holder.state === 'shared')
        ? 'valueShared'
        : 'valueTaken'
      : reason,
    contactId: card.id,
    problem: isConflict ? inWords(taken) : null,
    taken: taken.map(told),
    changes: changesOf(card, write),
    write,
  };
}

/** Whether anything reads otherwise afterwards: a key that is noted, or a source that vouches for the same text, is none of that. */
function changesCard(card: CardState, { name, attributes, tags, extra, values, waiting }: CardWrite): boolean {
  if (extra || waiting || values.length > 0 || tags.length > 0) return true;
  if (name && name.value !== card.name?.value) return true;
  return Object.entries(attributes).some(([field, { value }]) => value !== card.attributes[field]?.value);
}

/** Whether a row says what it did not say before a merge: what lost there, or lies with the merged card, is no news when it comes again. */
function isNews(
  text: string | null,
  field: string,
  card: CardState,
  merged: AttributeValue | null | undefined,
): text is string {
  return Boolean(text) && merged?.value !== text && !card.conflicts[field]?.some(({ value }) => value === text);
}

/** The value as it will be, or null where the one that stands is as good. */
function offered(current: AttributeValue | null, text: string, isRepeated: boolean, at: Date): AttributeValue | null {
  const after = fromSource(text, 'import', at);
  if (current && (isRepeated || (current.value === text && current.rank >= after.rank))) return null;
  return betterName(current, after) ? after : null;
}

/**
 * What is kept as it is, by name: what comes replaces what was under its name, where the row comes again; of a card that was only matched or merged, and for
 * a row that repeats an earlier one's key, lists are joined and texts only added. Null where nothing changes.
 */
function keptBeside(
  before: Record<string, unknown>,
  row: Record<string, unknown>,
  isReplacing: boolean,
): Record<string, unknown> | null {
  const after = { ...before };
  for (const [name, value] of Object.entries(row)) {
    if (isSameList(after[name], value)) continue;
    if (isReplacing || !Object.hasOwn(after, name)) after[name] = value;
    else if (Array.isArray(value) && Array.isArray(after[name])) {
      const there = new Set((after[name] as unknown[]).map(canonicalJson));
      putAside(after, { name, value: value.filter((one) => !there.has(canonicalJson(one))) });
    }
  }
  return canonicalJson(after) === canonicalJson(before) ? null : after;
}

/** Lists of properties are the same in any order. */
function isSameList(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  const texts = (list: unknown[]) => list.map(canonicalJson).sort().join('\n');
  return texts(one) === texts(other);
}

function changesOf(card: CardState, write: CardWrite): RowPlan['changes'] {
  const fields = [
    ...(write.name ? [{ field: 'name', before: card.name?.value ?? null, after: write.name.value }] : []),
    ...Object.entries(write.attributes).map(([name, { value }]) => ({
      field: `attribute:${name}`,
      before: card.attributes[name]?.value ?? null,
      after: value,
    })),
  ].filter(({ before, after }) => before !== after);
  const values = write.values.map((value) => ({ field: value.kind, before: null, after: value.display }));
  const tags = write.tags.map((tag) => ({ field: 'tag', before: null, after: tag }));
  return [...fields, ...values, ...tags].slice(0, 50);
}
