import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { LiveEvent } from '#contract/live.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';

/**
 * Tells the screens that something changed. Heard only if the transaction commits; carries ids and never content, so that each
 * screen fetches what its operator may see. With a card that was merged its survivor is named as well: that is the one on a screen.
 */
export async function announce(tx: Tx, workspaceId: string, event: LiveEvent): Promise<void> {
  const cards = event.contactIds ?? [];
  const named = sql`jsonb_build_object('contactIds', (select jsonb_agg(id order by id) from (
    select unnest(${cards}::bigint[]) as id union
    select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${cards}::bigint[])) card))`;
  await sql`insert into outbox (workspace_id, id, topic, payload) values (${workspaceId}, ${randomUUID()}::uuid, ${event.topic},
    ${JSON.stringify(event)}::jsonb ${cards.length > 0 ? sql`|| ${named}` : sql``})`.execute(tx);
  noteAnnouncement(tx);
}
