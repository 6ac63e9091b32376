import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { byKey, keyText } from '../contacts/attach-values.ts';
import type { KeptValue, NotRestored } from './past-change.ts';
import type { Side, Step } from './plan-values.ts';
import type { TouchedCards } from './touched-cards.ts';

/** Whose a value was before a change, and whose the change made it. */
interface Ownership {
  value: KeptValue;
  was: Side | null;
  is: Side | null;
  /** The cards that it leaves with the undo. */
  leaves: number[];
  /** How it stood where nobody owned it. */
  stoodAs: string | undefined;
  standsAs: string | undefined;
}

/**
 * Gives values that were put back to whom they were: where they still are whose the change made them, or nobody's. One that another card owns by
 * now, or that was said not to be theirs, stays as it is, and is reported.
 */
export async function putBackOwners(
  tx: Tx,
  workspaceId: string,
  steps: Step[],
  cards: TouchedCards,
  notRestored: NotRestored,
): Promise<void> {
  const owned = [...ownerships(steps).values()].sort((a, b) => byKey(a.value, b.value));
  for (const one of owned) {
    const current = await identifierOf(tx, workspaceId, one.value);
    if (!current) continue;
    const owner = one.was && (cards.standsFor.get(one.was.card) ?? one.was.card);
    const leftTo = one.is && (cards.stoodFor.get(one.is.card) ?? one.is.card);
    const isAsLeft = current.ownerId !== null && current.ownerId === leftTo;
    if (owner !== null) {
      if (current.ownerId === owner) continue;
      const isFree = current.ownerId === null && (current.state !== 'shared' || one.standsAs === 'shared');
      const isTheirs =
        (isAsLeft || isFree) && cards.active.has(owner) && (await canOwn(tx, workspaceId, one.value, owner));
      if (isTheirs) await write(tx, workspaceId, one.value, 'owned', owner);
      else report(notRestored, one.was as Side, current.ownerId === null ? 'changedLater' : 'takenElsewhere');
    } else {
      const isLeft = current.ownerId !== null && one.leaves.includes(current.ownerId);
      const isTouched = isAsLeft || isLeft || (current.ownerId === null && current.state === one.standsAs);
      const state = one.stoodAs === 'shared' ? 'shared' : 'contested';
      if (isTouched && one.stoodAs && current.state !== state) await write(tx, workspaceId, one.value, state, null);
    }
  }
}

/** By value: only those whose ownership the change touched, or that it took off a card. */
function ownerships(steps: Step[]): Map<string, Ownership> {
  const found = new Map<string, Ownership>();
  const of = (value: KeptValue) => {
    const had = found.get(keyText(value));
    const one = had ?? { value, was: null, is: null, leaves: [], stoodAs: undefined, standsAs: undefined };
    found.set(keyText(value), one);
    return one;
  };
  for (const step of steps) {
    const { from, to } = step;
    if (step.do === 'move') of(step.from.value).leaves.push(step.current.card);
    if (from && isOwned(from.value)) of(from.value).was = from;
    else if (from) of(from.value).stoodAs ??= from.value.state;
    if (to && isOwned(to.value)) of(to.value).is = to;
    else if (to) of(to.value).standsAs ??= to.value.state;
  }
  return found;
}

function isOwned({ state, owned }: KeptValue): boolean {
  return state ? state === 'owned' : owned === true;
}

async function identifierOf(tx: Tx, workspaceId: string, { kind, account, key }: KeptValue) {
  return tx
    .selectFrom('identifier')
    .select(['state', 'ownerId'])
    .where('workspaceId', '=', workspaceId)
    .where('kind', '=', kind)
    .where('account', '=', account)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst();
}

/** It stands on the card, and nobody said that it is not theirs (R-REC-7). */
async function canOwn(tx: Tx, workspaceId: string, { kind, account, key }: KeptValue, owner: number): Promise<boolean> {
  const { rows } = await sql`
    select from contact_identifier c where c.workspace_id = ${workspaceId} and c.contact_id = ${owner}
      and c.kind = ${kind} and c.account = ${account} and c.key = ${key}
      and not exists (select from refusal r where r.workspace_id = c.workspace_id and r.kind = c.kind and r.account = c.account and r.key = c.key
        and r.contact_id = c.contact_id)`.execute(tx);
  return rows.length > 0;
}

async function write(
  tx: Tx,
  workspaceId: string,
  { kind, account, key }: KeptValue,
  state: 'owned' | 'shared' | 'contested',
  owner: number | null,
): Promise<void> {
  await sql`update identifier set state = ${state}, owner_id = ${owner}
    where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(tx);
}

function report(notRestored: NotRestored, { card, value }: Side, reason: 'changedLater' | 'takenElsewhere'): void {
  notRestored.push({ target: value.id ? `identifier:${value.id}` : 'identifier', contactId: card, reason });
}
