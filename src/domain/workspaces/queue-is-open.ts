import { sql } from 'kysely';
import { Hours } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';
import { type OpenNow, openNow } from './open-now.ts';
import { readWorkspaceSettings } from './workspace-settings.ts';

/**
 * Whether a queue is open at a time, by its own hours, else by the workspace's; holidays are the workspace's (R-DSK-6). `timeZone`: of those hours;
 * null where they are none.
 */
export async function queueIsOpen(
  tx: Tx,
  workspaceId: string,
  queueId: string,
  at: Date,
): Promise<OpenNow & { timeZone: string | null }> {
  const { rows } = await sql<{ hours: unknown }>`
    select hours from queue where workspace_id = ${workspaceId} and id = ${queueId}`.execute(tx);
  const settings = await readWorkspaceSettings(tx, workspaceId);
  const hours = rows[0]?.hours ? Hours.parse(rows[0].hours) : settings.hours;
  return { ...openNow(hours, settings.holidays, at), timeZone: hours?.timeZone ?? null };
}
