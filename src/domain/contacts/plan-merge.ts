import type { MergePlan } from '#contract/merge.ts';
import type { AttributeValue, ConflictingValue } from '#db/schema.ts';
import { keyText } from './attach-values.ts';
import type { CardState, CardValue } from './card-state.ts';
import { betterName } from './name-precedence.ts';
import { standingIn } from './waiting-values.ts';

/** Everything that a merge rests on. Nothing else is asked. */
export interface MergeQuestion {
  /** The card that stays. */
  survivor: CardState;
  /** Those that become signposts to it, in the order asked for. */
  merged: CardState[];
  /** Per field (`name`, `attribute:<name>`) the card whose value stays. */
  choose: Record<string, number>;
  /** Contested values (keyText) that stand on no other card, and of which nobody said that they are not theirs. */
  theirsAlone: Set<string>;
  /** A person said of two of the cards that they are not the same. */
  saidNotTheSame: boolean;
  /** How many of the cards an operator worked on. */
  curated: number;
}

interface PlannedField {
  field: string;
  values: { contactId: number; value: AttributeValue }[];
  chosen: number;
  why: MergePlan['fields'][number]['why'];
  conflict: boolean;
}

/** A value as it will stand on the survivor. */
interface PlannedValue extends CardValue {
  /** The card that its row stands on now. */
  from: number;
  state: 'owned' | 'shared' | 'contested';
  /** Rows of the same value on the other cards, which go. */
  gone: string[];
}

export interface MergeDecision {
  fields: PlannedField[];
  name: AttributeValue | null;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  conflicts: Record<string, ConflictingValue[]>;
  extra: Record<string, unknown>;
  values: PlannedValue[];
  warnings: MergePlan['warnings'];
}

/**
 * What a merge makes of its cards (R-BEY-2). A pure function: cards and choices in, the survivor with reasons and warnings out. Single values go by
 * R-DIR-5 or by choice; one that differs and was not chosen against stays as a conflict to settle. Lists are united. Of a value that several cards have
 * the row of the highest trust stays; it is owned where one of them owned it, or where only they doubted whose it is.
 */
export function planMerge(question: MergeQuestion): MergeDecision {
  const { survivor, merged, choose } = question;
  const cards = [survivor, ...merged];
  const fields = fieldsOf(cards).map((field) => planField(cards, field, choose[field]));
  const standing = new Map(fields.map((field) => [field.field, standingValue(field)]));
  return {
    fields,
    name: standing.get('name') ?? null,
    attributes: Object.fromEntries(
      [...standing].flatMap(([field, value]) => (field === 'name' ? [] : [[field.slice('attribute:'.length), value]])),
    ),
    tags: [...new Set(cards.flatMap(({ tags }) => tags))].sort(),
    conflicts: conflictsOf(cards, fields, choose),
    extra: united(cards.map(({ extra }) => extra)),
    values: planValues(cards, question.theirsAlone),
    warnings: warningsOf(question),
  };
}

function fieldsOf(cards: CardState[]): string[] {
  const attributes = new Set(cards.flatMap((card) => Object.keys(card.attributes)));
  return [
    ...(cards.some(({ name }) => name !== null) ? ['name'] : []),
    ...[...attributes].sort().map((name) => `attribute:${name}`),
  ];
}

/** The survivor's own value stays where it reads the same as the best: nothing then changes but what vouches for it. */
function planField(cards: CardState[], field: string, chosen: number | undefined): PlannedField {
  const values = cards.flatMap((card) => {
    const value = standingIn(card, field);
    return value ? [{ contactId: card.id, value }] : [];
  });
  const best = values.reduce((better, offered) => (betterName(better.value, offered.value) ? offered : better));
  const differ = values.some(({ value }) => value.value !== best.value.value);
  if (chosen !== undefined) return { field, values, chosen, why: 'chosen', conflict: false };
  const isHigher = values.every(({ value }) => value.value === best.value.value || value.rank < best.value.rank);
  const why = values.length === 1 ? 'onlyOne' : !differ ? 'same' : isHigher ? 'higherSource' : 'newer';
  return { field, values, chosen: best.contactId, why, conflict: differ };
}

function standingValue({ values, chosen }: PlannedField): AttributeValue {
  return (values.find(({ contactId }) => contactId === chosen) as PlannedField['values'][number]).value;
}

/** Those that waited before, and those that lose now; each value once, none that reads like the one that stands. What is chosen is settled. */
function conflictsOf(cards: CardState[], fields: PlannedField[], choose: Record<string, number>) {
  const conflicts: Record<string, ConflictingValue[]> = {};
  for (const planned of fields) {
    if (choose[planned.field] !== undefined) continue;
    const waiting = cards.flatMap((card) => card.conflicts[planned.field] ?? []);
    const lost = planned.values.map(({ contactId, value }) => ({ ...value, contactId }));
    const told = new Set([standingValue(planned).value]);
    const kept = [...waiting, ...lost].filter(({ value }) => !told.has(value) && told.add(value));
    if (kept.length > 0) conflicts[planned.field] = kept;
  }
  return conflicts;
}

/** Key by key: lists one after the other, each entry once; of anything else the first card's. */
function united(extras: CardState['extra'][]): CardState['extra'] {
  const all: CardState['extra'] = {};
  for (const [key, value] of extras.flatMap((extra) => Object.entries(extra))) {
    const had = all[key];
    if (Array.isArray(had) && Array.isArray(value)) {
      const told = new Set(had.map((one) => JSON.stringify(one)));
      all[key] = [...had, ...value.filter((one) => !told.has(JSON.stringify(one)))];
    } else all[key] ??= value;
  }
  return all;
}

/** Of the rows of one value that stays which is vouched for most, as it is: no row is rewritten, so that each can be given back as it was. */
function planValues(cards: CardState[], theirsAlone: Set<string>): PlannedValue[] {
  const survivor = cards[0] as CardState;
  const rows = cards.flatMap((card) =>
    card.values.map((value) => ({ value, from: card.id, state: card.states[value.id] ?? 'contested' })),
  );
  const withMain = new Set(survivor.values.flatMap(({ kind, main }) => (main ? kind : [])));
  const planned = [...Map.groupBy(rows, ({ value }) => keyText(value))].map(([key, all]) => {
    const stays = all.reduce((better, one) => (vouchesMore(one.value, better.value) ? one : better));
    const isOwned = all.some(({ state }) => state === 'owned') || theirsAlone.has(key);
    const isMainHere = all.some(({ value, from }) => from === survivor.id && value.main);
    const main = isMainHere || (stays.value.main && !withMain.has(stays.value.kind));
    if (main) withMain.add(stays.value.kind);
    return {
      ...stays.value,
      main,
      from: stays.from,
      state: isOwned ? 'owned' : stays.state,
      gone: all.flatMap(({ value }) => (value.id === stays.value.id ? [] : value.id)),
    };
  });
  for (const same of Map.groupBy(planned, ({ kind }) => kind).values()) {
    const best = same.reduce((better, one) => (vouchesMore(one, better) ? one : better));
    if (!same.some(({ main }) => main)) best.main = true;
  }
  return planned;
}

/** The highest trust, then the earliest. */
function vouchesMore(one: CardValue, other: CardValue): boolean {
  return one.trust > other.trust || (one.trust === other.trust && one.firstSeen < other.firstSeen);
}

function warningsOf({ survivor, merged, saidNotTheSame, curated }: MergeQuestion): MergePlan['warnings'] {
  const cards = [survivor, ...merged];
  const subjects = cards
    .map(({ values }) => values.filter(({ kind }) => kind === 'subject').map(keyText))
    .filter((keys) => keys.length > 0);
  const births = new Set(cards.flatMap(({ attributes }) => attributes.birth_date?.value ?? []));
  return [
    ...(subjects.some((keys) => !keys.some((key) => subjects[0]?.includes(key))) ? ['differentSubjects' as const] : []),
    ...(births.size > 1 ? ['differentBirthDates' as const] : []),
    ...(saidNotTheSame ? ['saidNotTheSame' as const] : []),
    ...(curated > 1 ? ['bothCurated' as const] : []),
  ];
}
