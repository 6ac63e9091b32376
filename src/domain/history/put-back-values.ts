import { sql } from 'kysely';
import type { IdentifierKind } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { attachValues, chooseMain, keyText, standOnCard } from '../contacts/attach-values.ts';
import type { CardState, CardValue } from '../contacts/card-state.ts';
import { makeMain, takeOff } from '../contacts/put-values.ts';
import type { NotRestored } from './past-change.ts';
import type { TouchedValue } from './record-change.ts';

/** A value as a change keeps it: whole when a person touched it; what recognition added is known by its key alone. */
type KeptValue = Pick<CardValue, 'kind' | 'account' | 'key' | 'display' | 'trust' | 'source'> &
  Partial<CardValue> & { owned?: boolean };

/**
 * Puts back the identifiers of a locked card. First goes what the change brought, then comes what it took, then the main ones, so
 * that values that changed places do not meet. What another card owns by now stands here as contested, and is reported (R-ID-3).
 */
export async function putBackValues(
  tx: Tx,
  workspaceId: string,
  card: CardState,
  items: TouchedValue[],
  notRestored: NotRestored,
): Promise<void> {
  const touched = items
    .filter(({ target }) => target === 'identifier')
    .map(({ before, after }) => ({ before: before as KeptValue | null, after: after as KeptValue | null }))
    .filter(({ before, after }) => canPutBack(card, before, after, notRestored));
  for (const { before, after } of touched) {
    if (after && (!before || keyText(before) !== keyText(after))) await takeOff(tx, workspaceId, card.id, after);
  }
  for (const { before, after } of touched) {
    if (!before) continue;
    if (after && keyText(before) === keyText(after)) await rewrite(tx, workspaceId, card.id, before);
    else if (!(await place(tx, workspaceId, card.id, before))) report(notRestored, card, before, 'takenElsewhere');
  }
  for (const { before } of touched) if (before?.main) await makeMain(tx, workspaceId, card.id, before);
  await chooseMain(tx, workspaceId, card.id);
}

/** Whether a value is still as the change left it. What is as before already needs nothing. */
function canPutBack(
  card: CardState,
  before: KeptValue | null,
  after: KeptValue | null,
  notRestored: NotRestored,
): boolean {
  const kept = (after ?? before) as KeptValue;
  const current =
    card.values.find((value) => (kept.id ? value.id === kept.id : keyText(value) === keyText(kept))) ?? null;
  if (same(current, before)) return false;
  const standsAgain = !after && before && card.values.some((value) => keyText(value) === keyText(before));
  if (
    same(current, after) &&
    !standsAgain &&
    (!before || !after || before.main === after.main || current?.main === after.main)
  )
    return true;
  report(notRestored, card, kept, 'changedLater');
  return false;
}

/** Trust may rise and the main mark may move without anybody's edit; the value, its spelling and its label may not. */
function same(current: CardValue | null, kept: KeptValue | null): boolean {
  if (!current || !kept) return !current && !kept;
  return (
    keyText(current) === keyText(kept) &&
    current.display === kept.display &&
    (kept.label === undefined || current.label === kept.label)
  );
}

function report(
  notRestored: NotRestored,
  card: CardState,
  value: KeptValue,
  reason: 'changedLater' | 'takenElsewhere',
): void {
  notRestored.push({ target: value.id ? `identifier:${value.id}` : 'identifier', contactId: card.id, reason });
}

/** @returns false when another card owns the value now. */
async function place(tx: Tx, workspaceId: string, contactId: number, value: KeptValue): Promise<boolean> {
  const seenAt = new Date(value.firstSeen ?? Date.now());
  const given = { ...value, kind: value.kind as IdentifierKind, seenAt, label: value.label ?? null };
  const { taken } = await attachValues(tx, workspaceId, contactId, [given]);
  if (taken.length > 0) await standOnCard(tx, workspaceId, contactId, taken);
  await rewrite(tx, workspaceId, contactId, value);
  if (value.owned && taken[0]?.state === 'contested') await takeOver(tx, workspaceId, contactId, value);
  return taken[0]?.state !== 'owned';
}

async function rewrite(tx: Tx, workspaceId: string, contactId: number, value: KeptValue): Promise<void> {
  await sql`
    update contact_identifier set id = coalesce(${value.id ?? null}, id), display = ${value.display}, label = ${value.label ?? null},
      trust = ${value.trust}, source = ${JSON.stringify(value.source)}::jsonb
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and kind = ${value.kind} and account = ${value.account} and key = ${value.key}`.execute(
    tx,
  );
}

/** It was this card's, became nobody's only because this card let go of it, and nobody said since that it is not theirs. */
async function takeOver(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  { kind, account, key }: KeptValue,
): Promise<void> {
  await sql`
    update identifier i set state = 'owned', owner_id = ${contactId}
    where i.workspace_id = ${workspaceId} and i.kind = ${kind} and i.account = ${account} and i.key = ${key} and i.state = 'contested'
      and not exists (select from refusal r where r.workspace_id = i.workspace_id and r.kind = i.kind and r.account = i.account
        and r.key = i.key and r.contact_id = ${contactId})`.execute(tx);
}

/** Takes a card out of the bin with those of its values that are still free. `was` names the values it owned. */
export async function takeFromBin(
  tx: Tx,
  workspaceId: string,
  card: CardState,
  was: unknown,
  notRestored: NotRestored,
): Promise<void> {
  const owned = (was as { owns?: string[] } | null)?.owns;
  const wanted = card.values.filter(({ id }) => !owned || owned.includes(id));
  await sql`update contact set state = 'active', binned_at = null where workspace_id = ${workspaceId} and id = ${card.id}`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    update identifier i set state = 'owned', owner_id = ${card.id}
    from (select v.* from contact_identifier c join identifier v using (workspace_id, kind, account, key)
      where c.workspace_id = ${workspaceId} and c.contact_id = ${card.id} and c.id = any(${wanted.map(({ id }) => id)}::uuid[])
      order by v.kind, v.account, v.key for update of v) l
    join contact_identifier c on c.workspace_id = l.workspace_id and c.contact_id = ${card.id} and c.kind = l.kind and c.account = l.account and c.key = l.key
    where i.workspace_id = l.workspace_id and i.kind = l.kind and i.account = l.account and i.key = l.key and i.state = 'free'
    returning c.id`.execute(tx);
  const back = new Set(rows.map(({ id }) => id));
  for (const value of wanted) if (owned && !back.has(value.id)) report(notRestored, card, value, 'takenElsewhere');
}
