import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { IdentifierKind } from '#contract/identifiers.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey, ValueSource } from '#db/schema.ts';
import { attachValues } from '../../contacts/attach-values.ts';
import type { CardState } from '../../contacts/card-state.ts';
import { betterName, fromSource, writeName } from '../../contacts/name-precedence.ts';
import { leftToSettle } from '../../contacts/waiting-values.ts';
import { kindOfField } from '../../fields/identifying-fields.ts';
import { readAttributes } from '../../fields/read-attributes.ts';
import { canonicalEntered } from '../../identity/canonical-entered.ts';
import { neverIdentifies } from '../../identity/never-identifies.ts';
import type { Filling } from './read-answers.ts';

/** The kind of identifier that an answer fills; null where it fills something else. */
export function kindFilled({ target }: Pick<Filling, 'target'>): IdentifierKind | null {
  if (target === 'email' || target === 'phone') return target;
  return target.startsWith('identifier:') ? kindOfField(target.slice('identifier:'.length)) : null;
}

/** The name of what an answer fills, where it fills an attribute or a parameter. */
export function filledName({ target }: Pick<Filling, 'target'>, of: 'attribute' | 'parameter'): string | null {
  return target.startsWith(`${of}:`) ? target.slice(of.length + 1) : null;
}

/** Of what a client filled in, that which a card does not say already. */
export async function notOnCard(tx: Tx, workspaceId: string, card: CardState, given: Filling[]): Promise<Filling[]> {
  const left: Filling[] = [];
  for (const one of given) {
    const kind = kindFilled(one);
    const attribute = filledName(one, 'attribute');
    if (one.target === 'name' && card.name?.value === one.value) continue;
    if (attribute !== null && card.attributes[attribute]?.value === one.value) continue;
    if (kind) {
      const [read] = await canonicalEntered(tx, workspaceId, [{ kind, value: one.value }]);
      const key = read && 'value' in read ? read.value.key : null;
      if (card.values.some((value) => value.kind === kind && value.key === key)) continue;
    }
    left.push(one);
  }
  return left;
}

/**
 * Writes what a verified client filled in to their locked card: as a form's word, which what people and programs entered outranks (R-DIR-5); values as
 * claims (R-ID-4). The caller saves the card.
 * @returns what could not be written: outranked, of another card, or no value of its kind. An operator decides on it.
 */
export async function fillCard(
  tx: Tx,
  workspaceId: string,
  card: CardState,
  given: Filling[],
  source: ValueSource,
): Promise<Filling[]> {
  const now = new Date();
  const left: Filling[] = [];
  const { name, attributes, conflicts } = card;
  const filled = { name, attributes: { ...attributes }, conflicts };
  for (const one of given) {
    const attribute = filledName(one, 'attribute');
    const kind = kindFilled(one);
    if (one.target === 'name') {
      const name = fromSource(one.value, 'form', now);
      if (betterName(card.name, name)) {
        await writeName(tx, workspaceId, card.id, name);
        filled.name = name;
      } else left.push(one);
    } else if (attribute !== null) {
      const read = await readOneAttribute(tx, workspaceId, attribute, one.value);
      const value = read === null ? null : fromSource(read, 'form', now);
      if (value && betterName(card.attributes[attribute], value)) filled.attributes[attribute] = value;
      else left.push(one);
    } else if (kind && !(await attach(tx, workspaceId, card, { kind, value: one.value }, source, now))) left.push(one);
  }
  await sql`update contact set attributes = ${JSON.stringify(filled.attributes)}::jsonb, conflicts = ${JSON.stringify(leftToSettle(filled))}::jsonb
    where workspace_id = ${workspaceId} and id = ${card.id}`.execute(tx);
  return left;
}

async function readOneAttribute(tx: Tx, workspaceId: string, name: string, value: string): Promise<string | null> {
  try {
    return (await readAttributes(tx, workspaceId, { [name]: value }))[name] ?? null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** @returns false where it does not go to this card by itself. */
async function attach(
  tx: Tx,
  workspaceId: string,
  card: CardState,
  given: { kind: IdentifierKind; value: string },
  source: ValueSource,
  seenAt: Date,
): Promise<boolean> {
  const [read] = await canonicalEntered(tx, workspaceId, [given]);
  if (!read || !('value' in read)) return false;
  const { value } = read;
  if (neverIdentifies(value) || (await isBarred(tx, workspaceId, card.id, value))) return false;
  const { attached } = await attachValues(tx, workspaceId, card.id, [
    { ...value, trust: trustLevel('claimed'), source, seenAt },
  ]);
  return attached.length > 0;
}

/** Somebody said that the value is not theirs (R-REC-7), or it never identifies (R-ID-7). */
async function isBarred(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  { kind, account, key }: ValueKey,
): Promise<boolean> {
  const { rows } = await sql<{ isBarred: boolean }>`
    select exists (select from refusal r join contact f on f.workspace_id = r.workspace_id and f.id = r.contact_id
        where r.workspace_id = ${workspaceId} and r.kind = ${kind} and r.account = ${account} and r.key = ${key} and f.survivor_id = ${contactId})
      or exists (select from excluded_value where workspace_id = ${workspaceId} and kind = ${kind} and key = ${key}) as is_barred`.execute(
    tx,
  );
  return rows[0]?.isBarred ?? false;
}
