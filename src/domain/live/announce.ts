import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { LiveEvent } from '#contract/live.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';

/**
 * Tells the screens that something changed. Heard only if the transaction commits; carries ids and never content, so that each
 * screen fetches what its operator may see. With a card that was merged its survivor is named as well: that is the one on a screen.
 */
export async function announce(tx: Tx, workspaceId: string, event: LiveEvent): Promise<void> {
  await announcement(workspaceId, event).execute(tx);
  noteAnnouncement(tx);
}

/** The same as a statement, to be part of another one. Whoever executes it notes the announcement. */
export function announcement(workspaceId: string, event: LiveEvent): RawBuilder<unknown> {
  const cards = event.contactIds ?? [];
  const named = sql`jsonb_build_object('contactIds', ${JSON.stringify(cards)}::jsonb || (
    select coalesce(jsonb_agg(distinct c.survivor_id), '[]') from contact c
    where c.workspace_id = ${workspaceId} and c.id = any(${cards}::bigint[]) and c.survivor_id <> all(${cards}::bigint[])))`;
  return sql`insert into outbox (workspace_id, id, topic, payload) values (${workspaceId}, ${randomUUID()}::uuid, ${event.topic},
    ${JSON.stringify(event)}::jsonb ${cards.length > 0 ? sql`|| ${named}` : sql``})`;
}
