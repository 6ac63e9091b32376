import { randomUUID } from 'node:crypto';
import type { LiveEvent } from '#contract/live.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';

/**
 * Tells the screens that something changed. Heard only if the transaction commits; carries ids and never content, so that each
 * screen fetches what its operator may see.
 */
export async function announce(tx: Tx, workspaceId: string, event: LiveEvent): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({ workspaceId, id: randomUUID(), topic: event.topic, audience: null, payload: JSON.stringify(event) })
    .execute();
  noteAnnouncement(tx);
}
