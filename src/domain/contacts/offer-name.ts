import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import type { TouchedValue } from '../history/record-change.ts';
import { betterName, fromSource, type NameSource, nameOf, writeName } from './name-precedence.ts';
import { refreshSearch } from './refresh-search.ts';
import { leftToSettle } from './waiting-values.ts';

/** A name from an automatic source. */
export interface OfferedName {
  name: string;
  source: NameSource;
  /** When it was said. */
  at: Date;
}

/** An offered name as a card keeps it; null where it says nothing. */
export function asKept({ name, source, at }: OfferedName): AttributeValue | null {
  return name === '' ? null : fromSource(name.slice(0, 500), source, at);
}

/**
 * Offers a name to a card from an automatic source; it is written only when it wins. Locks the card, counts its version up when the
 * name reads otherwise than before, and makes it findable by it.
 * @returns what it touched, for the caller's change: the name, and what waited to be settled and reads so too; nothing when the name reads as before.
 */
export async function offerName(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  offered: OfferedName,
): Promise<TouchedValue[]> {
  const after = asKept(offered);
  if (after === null || (await saidAgain(tx, workspaceId, contactId, after))) return [];
  const card = await tx
    .selectFrom('contact')
    .select(['name', 'nameSource', 'nameRank', 'nameAt', 'conflicts'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', contactId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const before = nameOf(card);
  if (!betterName(before, after)) return [];
  await writeName(tx, workspaceId, contactId, after);
  if (before?.value === after.value) return [];
  const { conflicts } = card;
  const left = leftToSettle({ name: after, attributes: {}, conflicts });
  const isSettled = left.name?.length !== conflicts.name?.length;
  await sql`update contact set version = version + 1, updated_at = ${new Date()}, conflicts = ${JSON.stringify(left)}::jsonb
    where workspace_id = ${workspaceId} and id = ${contactId}`.execute(tx);
  await refreshSearch(tx, workspaceId, contactId);
  return [
    { contactId, target: 'name', before, after },
    ...(isSettled
      ? [{ contactId, target: 'conflict:name', before: conflicts.name ?? null, after: left.name ?? null }]
      : []),
  ];
}

/** The usual case in one statement: the card reads so already, and the name is only newer or better vouched for than it was. */
async function saidAgain(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  { value, source, rank, at }: AttributeValue,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update contact set name_source = ${source}, name_rank = ${rank}, name_at = ${at}
    where workspace_id = ${workspaceId} and id = ${contactId} and name = ${value} and (name_rank, name_at) < (${rank}, ${at}::timestamptz)`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
