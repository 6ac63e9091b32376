import type { Tx } from '#db/database.ts';
import type { AttributeValue, ValueSource } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';

/** Where a name or an attribute came from, with its rank (R-DIR-5): the higher replaces the lower. */
export const nameRanks = {
  operator: 9,
  signed: 8,
  api: 7,
  import: 6,
  oauth: 5,
  form: 4,
  profile: 3, // the display name at the channel's provider, who signed the client in
  network: 2, // a display name that nobody vouches for: a From without a verdict
  address: 1, // made of a bare address
} as const;

export type NameSource = keyof typeof nameRanks;

/**
 * Whether an offered value replaces the current one: the higher rank, then the newer, then the greater text, so that the same
 * offers in any order leave the same value.
 */
export function betterName(current: AttributeValue | null | undefined, offered: AttributeValue): boolean {
  if (!current) return true;
  if (offered.rank !== current.rank) return offered.rank > current.rank;
  if (offered.at !== current.at) return offered.at > current.at;
  return offered.value > current.value;
}

/** A value with its source, ready to be compared. `at` is the time of the event or of the edit. */
export function fromSource(value: string, source: NameSource, at: Date): AttributeValue {
  return { value, source, rank: nameRanks[source], at: at.toISOString() };
}

/** The rung of the ladder on which what an actor enters stands. */
export function sourceOfNames(actor: Actor): NameSource {
  if (actor.type === 'operator') return 'operator';
  return actor.type === 'apiKey' ? 'api' : 'import';
}

/**
 * Whether an actor may change, remove or demote a value that a source set (R-ID-4): a person anything; a program or an import not what a higher one
 * entered. What came by itself may be corrected by all of them.
 */
export function mayRewrite(actor: Actor, source: Pick<ValueSource, 'by'>): boolean {
  const rank = { operator: nameRanks.operator, apiKey: nameRanks.api, import: nameRanks.import, channel: 0, rule: 0 };
  return nameRanks[sourceOfNames(actor)] >= rank[source.by];
}

/** The name of a card's row as a value with its source; null where it has none. */
export function nameOf(card: {
  name: string | null;
  nameSource: string | null;
  nameRank: number;
  nameAt: Date | null;
}): AttributeValue | null {
  if (card.name === null) return null;
  return {
    value: card.name,
    source: card.nameSource ?? '',
    rank: card.nameRank,
    at: (card.nameAt ?? new Date(0)).toISOString(),
  };
}

/** Writes a name, or none, without asking who is better. */
export async function writeName(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  name: AttributeValue | null,
): Promise<void> {
  await tx
    .updateTable('contact')
    .set({
      name: name?.value ?? null,
      nameSource: name?.source ?? null,
      nameRank: name?.rank ?? 0,
      nameAt: name ? new Date(name.at) : null,
    })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', contactId)
    .execute();
}
