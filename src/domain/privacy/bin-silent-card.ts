import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { layInBin, lockConversationsOf } from '../contacts/bin-contact.ts';
import { lockCard } from '../contacts/card-state.ts';
import { saveCards } from '../contacts/save-card.ts';
import type { SystemActor } from '../operators/actor.ts';
import { keptCards } from './held.ts';
import { daysKept, type Periods } from './retention-periods.ts';

/**
 * Cards that are to go: nobody had contact with them since a moment, and nobody worked on them (R-HIS-7). Some at a time, by their number.
 * @param size how many cards are looked at.
 */
export async function nextSilent(
  tx: Tx,
  workspaceId: string,
  { before, after, size }: { before: Date; after: number; size: number },
): Promise<{ ids: number[]; next: number | null }> {
  const { rows } = await sql<{ id: number; isSilent: boolean }>`
    select c.id, ${isSilent(workspaceId, before)} as is_silent from contact c
    where c.workspace_id = ${workspaceId} and c.id > ${after} order by c.id limit ${size}`.execute(tx);
  return {
    ids: rows.filter((row) => row.isSilent).map(({ id }) => id),
    next: rows.length === size ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** The moment since when nobody spoke with the cards that go; null: none goes. */
export function silentBefore(periods: Periods, now: Date): Date | null {
  const days = daysKept(periods, 'cards', null);
  return days === null ? null : new Date(now.getTime() - days * 86_400_000);
}

/**
 * Whether the card `c` had no contact since a moment: neither was it made since, nor did it, or one merged into it, have a conversation that runs or ended
 * since, nor was a value of it seen, nor did a person or a program change it; and nothing holds it.
 */
function isSilent(workspaceId: string, before: Date): RawBuilder<boolean> {
  return sql<boolean>`(${isQuiet(workspaceId, before)} and c.id <> all(array(${keptCards(workspaceId)})))`;
}

/** The same, whether anything holds it or not. */
export function isQuiet(workspaceId: string, before: Date): RawBuilder<boolean> {
  const family = sql`(select f.id from contact f where f.workspace_id = ${workspaceId} and f.survivor_id = c.id)`;
  return sql<boolean>`(c.state = 'active' and c.created_at <= ${before} and coalesce(c.last_contact_at <= ${before}, true)
    and not exists (select from conversation v where v.workspace_id = ${workspaceId} and v.contact_id in ${family}
      and (v.state <> 'closed' or greatest(v.ended_at, v.last_at) > ${before}))
    and not exists (select from identifier i where i.workspace_id = ${workspaceId} and i.owner_id = c.id and i.last_seen > ${before})
    and not exists (select from change_item i join change ch on ch.workspace_id = i.workspace_id and ch.id = i.change_id
      where i.workspace_id = ${workspaceId} and i.contact_id in ${family} and i.at > ${before} and ch.actor ->> 'type' in ('operator', 'apiKey', 'import')))`;
}

/**
 * Lays a card without contact into the bin, from which it is purged as any other (R-DIR-8), and can be restored until then.
 * @returns false when it is not to go any more.
 */
export async function binSilentCard(tx: Tx, workspaceId: string, id: number, before: Date): Promise<boolean> {
  const actor: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  await lockConversationsOf(tx, workspaceId, id);
  const { rows: there } =
    await sql`select from contact where workspace_id = ${workspaceId} and id = ${id} and state = 'active' for update`.execute(
      tx,
    );
  if (there.length === 0) return false;
  const { rows } = await sql`
    select from contact c where c.workspace_id = ${workspaceId} and c.id = ${id} and ${isSilent(workspaceId, before)}`.execute(
    tx,
  );
  if (rows.length === 0) return false;
  const card = await lockCard(tx, actor, id);
  const items = await layInBin(tx, actor, card);
  await saveCards(tx, actor, [{ id, before: card }], { verb: 'binContact', items, reason: { rule: 'withoutContact' } });
  return true;
}
