import { sql } from 'kysely';
import type { IdentifierConflict } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact } from '../operators/policy.ts';
import { attachValues, chooseMain, keyText, standOnCard, type TakenValue } from './attach-values.ts';
import type { CardState } from './card-state.ts';
import type { TypedValue } from './typed-values.ts';

/**
 * Puts entered values on a card. A shared or contested value stands on this card too (R-ID-3).
 * @throws INVALID when the card has a value already, or one comes twice; CONFLICT naming the other card that owns one (R-ID-5).
 */
export async function putValues(
  tx: Tx,
  actor: Actor,
  card: Pick<CardState, 'id' | 'values'>,
  values: TypedValue[],
): Promise<void> {
  refuseRepeated(card, values);
  const { taken } = await attachValues(tx, actor.workspaceId, card.id, values);
  if (taken.length > 0) {
    await refuseOwned(tx, actor, taken, values);
    await standOnCard(tx, actor.workspaceId, card.id, taken);
  }
  for (const value of mainOnes(card, values)) await makeMain(tx, actor.workspaceId, card.id, value);
}

/** Makes a value of a card the main one of its kind. */
export async function makeMain(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  { kind, account, key }: ValueKey,
): Promise<void> {
  await sql`update contact_identifier set main = false
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and kind = ${kind} and main`.execute(tx);
  await sql`update contact_identifier set main = true
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(
    tx,
  );
}

/**
 * Takes a value off a card. It is then nobody's: its row goes, unless it stands on other cards. The main one of its kind hands
 * over to the next by trust.
 */
export async function takeOff(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  { kind, account, key }: ValueKey,
): Promise<void> {
  const same = sql`workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}`;
  await sql`select from identifier where ${same} for update`.execute(tx);
  await sql`delete from contact_identifier where ${same} and contact_id = ${contactId}`.execute(tx);
  const { rows } = await sql<{ active: boolean }>`
    select c.state = 'active' as active from contact_identifier s
    join contact c on c.workspace_id = s.workspace_id and c.id = s.contact_id
    where s.workspace_id = ${workspaceId} and s.kind = ${kind} and s.account = ${account} and s.key = ${key}`.execute(
    tx,
  );
  if (rows.length === 0) await sql`delete from identifier where ${same}`.execute(tx);
  else {
    const state = rows.some(({ active }) => active) ? 'contested' : 'free';
    await sql`update identifier set state = ${state}, owner_id = null where ${same} and owner_id = ${contactId}`.execute(
      tx,
    );
  }
  await chooseMain(tx, workspaceId, contactId);
}

/** Those entered as main; in a kind that had none, the first entered. */
function mainOnes(card: Pick<CardState, 'values'>, values: TypedValue[]): TypedValue[] {
  const had = new Set(card.values.map(({ kind }) => kind));
  const asked = new Set(values.flatMap(({ kind, main }) => (main ? kind : [])));
  const firsts = values.filter(({ kind }, place) => values.findIndex((value) => value.kind === kind) === place);
  return [...firsts.filter(({ kind }) => !had.has(kind) && !asked.has(kind)), ...values.filter(({ main }) => main)];
}

function refuseRepeated(card: Pick<CardState, 'values'>, values: TypedValue[]): void {
  const had = new Set(card.values.map(keyText));
  const fields: Record<string, string> = {};
  for (const value of values) {
    if (had.has(keyText(value))) fields[value.field] = `The card has “${value.display}” already.`;
    had.add(keyText(value));
  }
  if (Object.keys(fields).length > 0) throw new Refusal('INVALID', 'A value stands on a card only once.', { fields });
}

/** A value of a card that the actor may not see is put on this one silently, as contested: the refusal would tell that the other card is. */
async function refuseOwned(tx: Tx, actor: Actor, taken: TakenValue[], values: TypedValue[]): Promise<void> {
  const owners = taken.flatMap(({ ownerId }) => ownerId ?? []);
  if (owners.length === 0) return;
  const { rows } = await sql<{ id: number; survivorId: number; name: string | null }>`
    select c.id, s.id as survivor_id, s.name from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = any(${owners}::bigint[])
      and ${maySeeContact(actor, sql.ref('s.id'))}`.execute(tx);
  const conflicts = taken.flatMap((value) => {
    const owner = rows.find((row) => row.id === value.ownerId);
    return owner ? [{ value, owner }] : [];
  });
  const first = conflicts[0];
  if (!first) return;
  const data: IdentifierConflict = {
    kind: first.value.kind,
    value: first.value.display,
    contact: { id: first.owner.survivorId, name: first.owner.name },
  };
  const message = ({ value, owner }: (typeof conflicts)[number]) =>
    `“${value.display}” is on the card of ${owner.name ? `${owner.name} (${owner.survivorId})` : `client ${owner.survivorId}`}.`;
  const fields = Object.fromEntries(
    conflicts.map((conflict) => [
      values.find((value) => keyText(value) === keyText(conflict.value))?.field ?? '',
      message(conflict),
    ]),
  );
  throw new Refusal('CONFLICT', `${message(first)} Open that card, or take the value off it first.`, { fields, data });
}
