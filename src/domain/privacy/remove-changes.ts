import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { forgotten } from './forgotten.ts';
import { heldCards, heldConversations } from './held.ts';
import { daysKept, type Periods } from './retention-periods.ts';

/** Where the walk over changes of cards has come to. */
export interface ChangeKey {
  at: string;
  id: string;
}

/**
 * Takes the values from changes of cards whose time is over (R-HIS-7): what was and what is, and why. Who changed what card and when stays, and cannot be
 * undone any more. Counted from the end of the conversation that a change came of, while that runs it stays; else from the change. What touches a
 * held card stays whole. The oldest first; walks the index change_kept.
 * @param size how many are looked at.
 * @returns how many went, and where to go on.
 */
export async function removeChanges(
  tx: Tx,
  workspaceId: string,
  { periods, now, after, size }: { periods: Periods; now: Date; after: ChangeKey | null; size: number },
): Promise<{ gone: number; next: ChangeKey | null }> {
  const before = changesBefore(periods, now);
  if (!before) return { gone: 0, next: null };
  const { rows } = await sql<{ id: string; at: string; isDue: boolean }>`
    select ch.id, ch.at::text as at, ${isChangeOver(workspaceId, before)} as is_due from change ch
    where ch.workspace_id = ${workspaceId} and ch.removed_at is null and ch.at <= ${before}
      and ${after ? sql`(ch.at, ch.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by ch.at, ch.id limit ${size}`.execute(tx);
  const due = rows.filter(({ isDue }) => isDue).map(({ id }) => id);
  const last = rows.at(-1);
  const next = rows.length === size && last ? { at: last.at, id: last.id } : null;
  return { gone: due.length === 0 ? 0 : await removeThese(tx, workspaceId, due, now, before), next };
}

/** The moment before which changes of cards are forgotten; null: never. */
export function changesBefore(periods: Periods, now: Date): Date | null {
  const days = daysKept(periods, 'changes', null);
  return days === null ? null : new Date(now.getTime() - days * 86_400_000);
}

/** Whether the change `ch` touched a card, its time is over, and nothing holds it. */
function isChangeOver(workspaceId: string, before: Date): RawBuilder<boolean> {
  return sql<boolean>`(${isOldChange(before)} and not ${isChangeHeld(workspaceId)})`;
}

/** Whether the change `ch` touched a card and is old enough, as is the end of the conversation that it came of. */
export function isOldChange(before: Date): RawBuilder<boolean> {
  return sql<boolean>`(ch.at <= ${before}
    and exists (select from change_item i where i.workspace_id = ch.workspace_id and i.change_id = ch.id and i.contact_id is not null)
    and not exists (select from conversation c join conversation r on r.workspace_id = c.workspace_id and r.id = c.root_id
      where c.workspace_id = ch.workspace_id and c.id = ch.conversation_id and (r.state <> 'closed' or greatest(r.ended_at, r.last_at) > ${before})))`;
}

/** Whether the change `ch` touched a held card, or came of a held conversation. */
export function isChangeHeld(workspaceId: string): RawBuilder<boolean> {
  return sql<boolean>`(coalesce(ch.conversation_id = any(array(${heldConversations(workspaceId)})), false)
    or exists (select from change_item i where i.workspace_id = ch.workspace_id and i.change_id = ch.id and i.contact_id = any(array(${heldCards(workspaceId)}))))`;
}

/** Locks the cards, so that no hold is placed meanwhile, then the changes, so that none is being undone; what others have locked comes again. */
async function removeThese(tx: Tx, workspaceId: string, ids: string[], now: Date, before: Date): Promise<number> {
  await sql`
    select from contact where workspace_id = ${workspaceId} and id in (
      select s.survivor_id from change_item i join contact s on s.workspace_id = i.workspace_id and s.id = i.contact_id
      where i.workspace_id = ${workspaceId} and i.change_id = any(${ids}::uuid[])) order by id for key share`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    select id from change where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) order by id for update skip locked`.execute(
    tx,
  );
  const { rows: gone } = await sql<{ id: string }>`
    update change ch set removed_at = ${now},
      reason = case when reason ? 'undone' then jsonb_build_object('undone', reason -> 'undone') end
    where ch.workspace_id = ${workspaceId} and ch.id = any(${rows.map(({ id }) => id)}::uuid[]) and ch.removed_at is null and ${isChangeOver(workspaceId, before)}
    returning ch.id`.execute(tx);
  await sql`
    update change_item set before = ${forgotten('before')}, after = ${forgotten('after')}
    where workspace_id = ${workspaceId} and change_id = any(${gone.map(({ id }) => id)}::uuid[])`.execute(tx);
  return gone.length;
}
