import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { ChangeVerb } from '#contract/history.ts';
import type { LiveEvent } from '#contract/live.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';
import { given, type Places } from '#db/written-once.ts';
import { announcement } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';

/** One touched value: what it was and what it is; null where there was or is none. `target` names it, see undo-change.ts. */
export interface TouchedValue {
  contactId: number | null;
  target: string;
  before: unknown;
  after: unknown;
}

export interface NewChange {
  verb: ChangeVerb;
  items: TouchedValue[];
  reason?: unknown;
  conversationId?: string;
  queueId?: string;
  batchId?: string;
  undoes?: string;
}

/**
 * Writes one change with its touched values into the history, inside the caller's transaction. Values that did not change
 * are left out; a change of nothing is not written.
 * @param event what the screens are told with it.
 * @returns the change's id, or null when nothing changed.
 */
export async function recordChange(tx: Tx, actor: Actor, change: NewChange, event?: LiveEvent): Promise<string | null> {
  const touched = change.items.filter((item) => JSON.stringify(item.before) !== JSON.stringify(item.after));
  if (touched.length === 0) return null;
  const id = randomUUID();
  const values = changeValues(actor, { ...change, id, items: touched });
  const told = event ? [sql`announced as (${announcement(actor.workspaceId, event)})`] : [];
  await sql`with ${sql.join([...changeParts(given(values)), ...told])} select`.execute(tx);
  if (event) noteAnnouncement(tx);
  return id;
}

/** A change as its rows have it; its items stand side by side. */
export interface ChangeValues {
  workspaceId: string;
  changeId: string;
  changedAt: Date;
  actor: string | null;
  verb: ChangeVerb;
  reason: string | null;
  batchId: string | null;
  undoes: string | null;
  changedIn: string | null;
  changedInQueue: string | null;
  itemCards: (number | null)[];
  itemTargets: string[];
  itemsBefore: (string | null)[];
  itemsAfter: (string | null)[];
}

export function changeValues(
  { workspaceId, type, id: actorId, name }: Actor,
  change: NewChange & { id: string },
): ChangeValues {
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value));
  const { items } = change;
  return {
    workspaceId,
    changeId: change.id,
    changedAt: new Date(),
    actor: json({ type, id: actorId, name }),
    verb: change.verb,
    reason: json(change.reason),
    batchId: change.batchId ?? null,
    undoes: change.undoes ?? null,
    changedIn: change.conversationId ?? null,
    changedInQueue: change.queueId ?? null,
    itemCards: items.map((item) => item.contactId),
    itemTargets: items.map((item) => item.target),
    itemsBefore: items.map((item) => json(item.before)),
    itemsAfter: items.map((item) => json(item.after)),
  };
}

/**
 * The parts of a statement that write a change.
 * @param card of one that makes a card, all of whose items are of it: the row of the new card, with its `id`. The change is written where there is one.
 */
export function changeParts(value: Places<ChangeValues>, card?: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const { workspaceId, changeId, changedAt } = value;
  const from = card ? sql`from ${card} as card` : sql``;
  return [
    sql`change as (
      insert into change (workspace_id, id, at, actor, verb, reason, batch_id, undoes, conversation_id, queue_id)
      select ${workspaceId}::uuid, ${changeId}::uuid, ${changedAt}::timestamptz, ${value.actor}::jsonb, ${value.verb}::text, ${value.reason}::jsonb,
        ${value.batchId}::uuid, ${value.undoes}::uuid, ${value.changedIn}::uuid, ${value.changedInQueue}::uuid ${from})`,
    sql`change_items as (
      insert into change_item (workspace_id, change_id, n, at, contact_id, target, before, after)
      select ${workspaceId}::uuid, ${changeId}::uuid, n - 1, ${changedAt}::timestamptz, ${card ? sql`card.id` : sql`contact_id`}, target, before, after
      from unnest(${value.itemCards}::bigint[], ${value.itemTargets}::text[], ${value.itemsBefore}::jsonb[], ${value.itemsAfter}::jsonb[])
        with ordinality as t (contact_id, target, before, after, n) ${card ? sql`, ${card} as card` : sql``})`,
  ];
}
