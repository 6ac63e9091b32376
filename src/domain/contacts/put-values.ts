import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { attachValues, chooseMain, keyText, standOnCard, type TakenValue } from './attach-values.ts';
import type { CardState } from './card-state.ts';
import type { OtherCards } from './lock-owners.ts';
import { liftRefusals, moveValue } from './move-value.ts';
import { mayRewrite } from './name-precedence.ts';
import { shareValue } from './share-value.ts';
import { seenOwners, takenRefusal } from './taken-value.ts';
import type { TypedValue } from './typed-values.ts';

/**
 * Puts entered values on a card. A shared or contested value stands on this card too (R-ID-3); what another card owns is refused, or moved or
 * shared where the value says so (R-ID-5).
 * @param others the cards that values may be taken from, locked (lock-owners.ts); the caller saves them too.
 * @returns the refusals (R-REC-7) that no longer hold, for the caller's change.
 * @throws INVALID when the card has a value already, or one comes twice; CONFLICT naming the other card that owns one; FORBIDDEN to share.
 */
export async function putValues(
  tx: Tx,
  actor: Actor,
  card: Pick<CardState, 'id' | 'values'>,
  values: TypedValue[],
  others: OtherCards = new Map(),
): Promise<TouchedValue[]> {
  if (values.length === 0) return [];
  refuseRepeated(card, values);
  const { taken } = await attachValues(tx, actor.workspaceId, card.id, values);
  if (taken.length > 0) {
    const typedOf = new Map(values.map((value) => [keyText(value), value]));
    const both = taken.flatMap((value) => ({ ...(typedOf.get(keyText(value)) as TypedValue), ...value }));
    await settleTaken(tx, actor, card.id, both, others);
  }
  for (const value of mainOnes(card, values)) {
    if (mayBeMain(actor, card, value.kind)) await makeMain(tx, actor.workspaceId, card.id, value);
  }
  return liftRefusals(tx, actor.workspaceId, card.id, values);
}

/** Whether an actor may choose another main value of a kind: one that a person entered stays main before programs and imports (R-ID-4). */
export function mayBeMain(actor: Actor, card: Pick<CardState, 'values'>, kind: string): boolean {
  const main = card.values.find((value) => value.kind === kind && value.main);
  return !main || mayRewrite(actor, main.source);
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

/**
 * What other cards have. Of a value that a card owns: refused, moved or shared, as was asked. One of a card that the actor may not see is put on this
 * one silently, as contested: a refusal would tell that the other card is. What is shared or contested already stands here too.
 */
async function settleTaken(
  tx: Tx,
  actor: Actor,
  contactId: number,
  values: (TypedValue & TakenValue)[],
  others: OtherCards,
): Promise<void> {
  const owners = await seenOwners(
    tx,
    actor,
    values.flatMap(({ ownerId }) => ownerId ?? []),
  );
  const refused = values.flatMap((value) => {
    const owner = owners.get(value.ownerId ?? 0);
    // a card that came to own it since this save began is no card that the actor took it from: they are told
    const isAsked = value.ifTaken !== undefined && value.ifTaken !== 'refuse';
    return owner && !(isAsked && others.has(owner.survivorId)) ? [{ ...value, owner }] : [];
  });
  if (refused.length > 0) throw takenRefusal(actor, refused);
  for (const value of values) {
    const isOwned = owners.has(value.ownerId ?? 0);
    if (isOwned && value.ifTaken === 'move' && value.ownerId !== null) {
      await moveValue(tx, actor.workspaceId, value, { from: value.ownerId, to: contactId });
      continue;
    }
    if (value.ifTaken === 'share' && (isOwned || value.state === 'contested') && value.state !== 'shared') {
      must(actor, 'shareValues');
      if (isOwned || value.ownerId === null) await shareValue(tx, actor.workspaceId, value);
    }
    await standOnCard(tx, actor.workspaceId, contactId, [value]);
  }
}
