import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey, ValueSource } from '#db/schema.ts';
import { severalKinds } from '../fields/identifying-fields.ts';
import type { CanonicalValue } from '../identity/canonical.ts';

export interface ValueToAttach extends CanonicalValue {
  /** Place on the trust ladder, 0 (claimed) to 5 (signed). */
  trust: number;
  source: ValueSource;
  /** When it was seen: the event's time, not the arrival's. */
  seenAt: Date;
  label?: string | null;
}

/** A value that another card owns, or that stands on several. */
export interface TakenValue extends ValueToAttach {
  state: 'owned' | 'shared' | 'contested';
  ownerId: number | null;
}

/**
 * Makes a card the owner of values (R-ID-3). The row of each value is inserted first, in the order of its key: a transaction that brings
 * the same value at the same moment waits for this one, then finds it taken. Values that nobody has (free) are taken up; a value
 * that another card owns, or that is shared or contested, is left as it is and returned in `taken`. The first value of a kind
 * becomes the main one. What the card has already keeps its row; its trust rises to the higher one. `added` are those of `attached` that are new to it.
 * A value of a field that may stand on several cards is attached as shared, whoever has it (R-ID-6).
 */
export async function attachValues(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  values: ValueToAttach[],
): Promise<{ attached: ValueToAttach[]; added: ValueToAttach[]; taken: TakenValue[] }> {
  if (values.length === 0) return { attached: [], added: [], taken: [] };
  const wanted = eachOnce(values).sort(byKey);
  const several = await severalKinds(
    tx,
    workspaceId,
    wanted.map(({ kind }) => kind),
  );
  const owned = await tx
    .insertInto('identifier')
    .values(
      wanted.map(({ kind, account, key, seenAt }) => ({
        workspaceId,
        kind,
        account,
        key,
        state: several.has(kind) ? ('shared' as const) : ('owned' as const),
        ownerId: several.has(kind) ? null : contactId,
        lastSeen: seenAt,
        undeliverableAt: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'kind', 'account', 'key']).doUpdateSet({
        state: sql`case when excluded.state = 'shared' or ${isNobodys} then excluded.state else identifier.state end`,
        ownerId: sql`case when excluded.state = 'shared' or ${isNobodys} then excluded.owner_id else identifier.owner_id end`,
        lastSeen: sql`greatest(identifier.last_seen, excluded.last_seen)`,
      }),
    )
    .returning(['kind', 'account', 'key', 'state', 'ownerId'])
    .execute();
  const rowOf = new Map(owned.map((row) => [keyText(row), row]));
  const attached = wanted.filter(
    (value) => several.has(value.kind) || rowOf.get(keyText(value))?.ownerId === contactId,
  );
  const added = attached.length > 0 ? await standOnCard(tx, workspaceId, contactId, attached) : [];
  const taken = wanted.flatMap((value): TakenValue[] => {
    const row = rowOf.get(keyText(value));
    if (!row || several.has(row.kind) || row.ownerId === contactId || row.state === 'free') return [];
    return [{ ...value, state: row.state, ownerId: row.ownerId }];
  });
  return { attached, added, taken };
}

/** Free, or contested and refused for every card it stands on: a new card may own it (R-REC-7). */
export const isNobodys = sql<boolean>`(identifier.state = 'free' or (identifier.state = 'contested' and not exists (
  select from contact_identifier ci
  where ci.workspace_id = identifier.workspace_id and ci.kind = identifier.kind and ci.account = identifier.account and ci.key = identifier.key
    and not exists (select from refusal r join contact f on f.workspace_id = r.workspace_id and f.id = r.contact_id
      where r.workspace_id = ci.workspace_id and r.kind = ci.kind and r.account = ci.account and r.key = ci.key
        and f.survivor_id = ci.contact_id))))`;

/**
 * Writes that values stand on a card; the first of each kind becomes its main one.
 * @returns those that did not stand there before.
 */
export async function standOnCard(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  values: ValueToAttach[],
): Promise<ValueToAttach[]> {
  const rows = await tx
    .insertInto('contactIdentifier')
    .values(
      values.map((value, place) => ({
        workspaceId,
        contactId,
        kind: value.kind,
        account: value.account,
        key: value.key,
        id: randomUUID(),
        display: value.display,
        label: value.label ?? null,
        trust: value.trust,
        source: JSON.stringify(value.source),
        firstSeen: value.seenAt,
        place,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'contactId', 'kind', 'account', 'key']).doUpdateSet({
        trust: sql`greatest(contact_identifier.trust, excluded.trust)`,
        // the source is that of the highest trust, then the earliest: what vouches for the value is what the card names
        source: sql`case when (-excluded.trust, excluded.first_seen) < (-contact_identifier.trust, contact_identifier.first_seen)
          then excluded.source else contact_identifier.source end`,
        firstSeen: sql`least(contact_identifier.first_seen, excluded.first_seen)`,
      }),
    )
    .returning(['kind', 'account', 'key', sql<boolean>`xmax = 0`.as('isAdded')])
    .execute();
  await chooseMain(tx, workspaceId, contactId);
  const added = new Set(rows.filter(({ isAdded }) => isAdded).map(keyText));
  return values.filter((value) => added.has(keyText(value)));
}

/** Where a card has values of a kind but no main one, the one of the highest trust becomes it, then the first seen. */
export async function chooseMain(tx: Tx, workspaceId: string, contactId: number): Promise<void> {
  await sql`
    update contact_identifier ci set main = true
    where ci.workspace_id = ${workspaceId} and ci.contact_id = ${contactId} and (ci.kind, ci.account, ci.key) in (
      select distinct on (c.kind) c.kind, c.account, c.key from contact_identifier c
      where c.workspace_id = ${workspaceId} and c.contact_id = ${contactId}
        and not exists (select from contact_identifier m where m.workspace_id = c.workspace_id and m.contact_id = c.contact_id and m.kind = c.kind and m.main)
      order by c.kind, c.trust desc, c.first_seen, c.key)`.execute(tx);
}

/** A value's key as one text, for maps. */
export function keyText(value: ValueKey): string {
  return `${value.kind}\u0000${value.account}\u0000${value.key}`;
}

/** Of what is named several times, the last. */
export function eachOnce<Value extends ValueKey>(values: Value[]): Value[] {
  return [...new Map(values.map((value) => [keyText(value), value])).values()];
}

/** Values in the order in which everybody locks them. */
export function byKey(a: ValueKey, b: ValueKey): number {
  const [left, right] = [keyText(a), keyText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
