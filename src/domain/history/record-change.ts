import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { ChangeVerb } from '#contract/history.ts';
import type { LiveEvent } from '#contract/live.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';
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
  const told = event ? [sql`announced as (${announcement(actor.workspaceId, event)})`] : [];
  await sql`with ${sql.join([...changeParts(actor, { ...change, id, items: touched }), ...told])} select`.execute(tx);
  if (event) noteAnnouncement(tx);
  return id;
}

/**
 * The same as parts of a statement that makes a card, all of whose items are of it.
 * @param card the parts' row of the new card, with its `id`: the change is written where there is one.
 */
export function changeParts(
  { workspaceId, type, id: actorId, name }: Actor,
  change: NewChange & { id: string },
  card?: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const { id, items, verb } = change;
  const at = new Date();
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value));
  const from = card ? sql`from ${card} as card` : sql``;
  return [
    sql`change as (
      insert into change (workspace_id, id, at, actor, verb, reason, batch_id, undoes, conversation_id, queue_id)
      select ${workspaceId}, ${id}, ${at}, ${json({ type, id: actorId, name })}, ${verb}, ${json(change.reason)},
        ${change.batchId ?? null}, ${change.undoes ?? null}, ${change.conversationId ?? null}, ${change.queueId ?? null} ${from})`,
    sql`change_items as (
      insert into change_item (workspace_id, change_id, n, at, contact_id, target, before, after)
      select ${workspaceId}, ${id}, n - 1, ${at}, ${card ? sql`card.id` : sql`contact_id`}, target, before, after
      from unnest(${items.map((item) => item.contactId)}::bigint[], ${items.map((item) => item.target)}::text[],
        ${items.map((item) => json(item.before))}::jsonb[], ${items.map((item) => json(item.after))}::jsonb[])
        with ordinality as t (contact_id, target, before, after, n) ${card ? sql`, ${card} as card` : sql``})`,
  ];
}
