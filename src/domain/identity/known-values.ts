import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';

/** A card that a value stands on; a merged one is told as its survivor. */
export interface KnownCard {
  contactId: number;
  trust: number;
  binned: boolean;
  /** Somebody said that the value is not theirs (R-REC-7), or of a card merged into it; and it owns the value by no other card that was. */
  refused: boolean;
  /** The signed persons that the card stands for: keys of `subject` of trust *signed* (R-REC-4). */
  subjects: string[];
}

/** What the directory knows of one value. `ownerId` is the card that reads for it (the survivor of merges); null when shared, contested or free. */
export interface KnownValue extends ValueKey {
  ownerId: number | null;
  lastSeen: Date | null;
  /** The workspace's own, an operator's, or on the administrators' list (R-ID-7). */
  excluded: boolean;
  cards: KnownCard[];
}

/** Looks up values by their keys: one probe of the identifier's primary key each, and the cards it stands on. */
export async function knownValues(tx: Tx, workspaceId: string, values: ValueKey[]): Promise<KnownValue[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<{ known: KeptValue[] | null }>`
    select known_values(${workspaceId}, ${values.map(({ kind }) => kind)}, ${values.map(({ account }) => account)}, ${values.map(({ key }) => key)}) as known`.execute(
    tx,
  );
  return readKnown(values, rows[0]?.known ?? []);
}

/** What the store tells of a value and a card on which it stands, if any: `place` is that among the values asked for, from 1 on. */
export interface KeptValue
  extends Omit<KnownValue, keyof ValueKey | 'lastSeen' | 'cards'>,
    Omit<KnownCard, 'contactId'> {
  place: number;
  lastSeen: string | null;
  contactId: number | null;
}

/** The answer of `known_values` (migration 0020), with the keys that were asked for: the weakest card of each first. */
export function readKnown(values: ValueKey[], kept: KeptValue[]): KnownValue[] {
  const known = values.map(({ kind, account, key }): KnownValue => ({ kind, account, key, ...nobodys, cards: [] }));
  for (const { place, ownerId, lastSeen, excluded, contactId, ...rest } of kept) {
    const value = known[place - 1];
    if (!value) continue;
    Object.assign(value, { ownerId, excluded, lastSeen: lastSeen === null ? null : new Date(lastSeen) });
    if (contactId !== null) value.cards.push({ contactId, ...rest });
  }
  for (const value of known) if (value.cards.length > 1) value.cards = eachOnce(value.cards);
  return known;
}

const nobodys = { ownerId: null, lastSeen: null, excluded: false };

/** A merged card's values may stand on its survivor too. */
function eachOnce(cards: KnownCard[]): KnownCard[] {
  const distinct = new Map(cards.map((card) => [JSON.stringify(card), card]));
  return [...distinct.values()].sort((a, b) => a.trust - b.trust || a.contactId - b.contactId);
}
