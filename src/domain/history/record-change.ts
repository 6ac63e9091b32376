import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
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
  const at = new Date();
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value));
  await sql`
    with change as (
      insert into change (workspace_id, id, at, actor, verb, reason, batch_id, undoes, conversation_id, queue_id)
      values (${actor.workspaceId}, ${id}, ${at}, ${json({ type: actor.type, id: actor.id, name: actor.name })}, ${change.verb}, ${json(change.reason)},
        ${change.batchId ?? null}, ${change.undoes ?? null}, ${change.conversationId ?? null}, ${change.queueId ?? null}))
      ${event ? sql`, announced as (${announcement(actor.workspaceId, event)})` : sql``}
    insert into change_item (workspace_id, change_id, n, at, contact_id, target, before, after)
    select ${actor.workspaceId}, ${id}, n - 1, ${at}, contact_id, target, before, after
    from unnest(${touched.map((item) => item.contactId)}::bigint[], ${touched.map((item) => item.target)}::text[],
      ${touched.map((item) => json(item.before))}::jsonb[], ${touched.map((item) => json(item.after))}::jsonb[])
      with ordinality as t (contact_id, target, before, after, n)`.execute(tx);
  if (event) noteAnnouncement(tx);
  return id;
}
