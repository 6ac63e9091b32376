import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { TouchedValue } from '../history/record-change.ts';
import { byKey, chooseMain, type ValueToAttach } from './attach-values.ts';

/**
 * Moves a value from the card that owns it to another (R-ID-5): it leaves the one, whose main of the kind hands over, and is the other's with the
 * trust of who moved it. It stays the same value, by its id, and forgets the merges that it came through. The caller has locked both cards and the value.
 */
export async function moveValue(
  tx: Tx,
  workspaceId: string,
  value: ValueToAttach,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await sql`
    update contact_identifier set contact_id = ${to}, display = ${value.display}, label = coalesce(${value.label ?? null}, label), main = false,
      trust = ${value.trust}, source = ${JSON.stringify(value.source)}::jsonb, first_seen = least(first_seen, ${value.seenAt}), place = 0, came = null
    where workspace_id = ${workspaceId} and contact_id = ${from} and kind = ${value.kind} and account = ${value.account} and key = ${value.key}`.execute(
    tx,
  );
  await ownValue(tx, workspaceId, value, to);
  await chooseMain(tx, workspaceId, from);
  await chooseMain(tx, workspaceId, to);
}

/** Makes a card the owner of a value: on the others that it stands on, it is contested from now on. The caller has locked both cards and the value. */
export async function ownValue(
  tx: Tx,
  workspaceId: string,
  { kind, account, key }: ValueKey,
  contactId: number,
): Promise<void> {
  await sql`update identifier set state = 'owned', owner_id = ${contactId}
    where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(tx);
}

/** "This value is not theirs" (R-REC-7) no longer holds of what a person gives to the card. @returns what the history keeps of it. */
export async function liftRefusals(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  values: ValueKey[],
): Promise<TouchedValue[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<ValueKey & { changeId: string }>`
    delete from refusal where workspace_id = ${workspaceId} and contact_id = ${contactId} and (kind, account, key) in ${keys(values)}
    returning kind, account, key, change_id`.execute(tx);
  return rows.map((before) => ({ contactId, target: 'refusal', before, after: null }));
}

/** Locks the rows of values in the order in which everybody does. Those that are none yet are waited for where they are made. */
export async function lockValues(tx: Tx, workspaceId: string, values: ValueKey[]): Promise<void> {
  if (values.length === 0) return;
  const sorted = [...values].sort(byKey);
  await sql`
    select from unnest(${sorted.map(({ kind }) => kind)}::text[], ${sorted.map(({ account }) => account)}::text[],
      ${sorted.map(({ key }) => key)}::text[]) with ordinality as w (kind, account, key, place)
    join identifier i on i.workspace_id = ${workspaceId} and i.kind = w.kind and i.account = w.account and i.key = w.key collate "C"
    order by w.place for update of i`.execute(tx);
}

function keys(values: ValueKey[]) {
  return sql`(select * from unnest(${values.map(({ kind }) => kind)}::text[], ${values.map(({ account }) => account)}::text[],
    ${values.map(({ key }) => key)}::text[]))`;
}
