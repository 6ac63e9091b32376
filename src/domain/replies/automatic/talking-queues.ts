import { sql } from 'kysely';
import { AutomaticReplies } from '#contract/automatic-replies.ts';
import { Hours } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';
import { openNow } from '../../workspaces/open-now.ts';
import { readWorkspaceSettings } from '../../workspaces/workspace-settings.ts';
import type { Due } from './due.ts';

/** The workspaces that have a queue which says something by itself. `tx` comes from `atTheDoor`. */
export async function workspacesThatTalk(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_that_talk() as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** A queue that says something by itself. */
export interface TalkingQueue {
  id: string;
  warnAfter: number;
  replies: AutomaticReplies;
  hours: Due['hours'];
}

/** The queues that say something by themselves, with whether they are open. */
export async function talkingQueues(
  tx: Tx,
  workspaceId: string,
  now: Date,
  only: string | null = null,
): Promise<TalkingQueue[]> {
  const { rows } = await sql<{ id: string; warnAfter: number; replies: unknown; hours: unknown }>`
    select id, warn_after, replies, hours from queue where workspace_id = ${workspaceId} and replies <> '{}'
      and ${only === null ? sql`true` : sql`id = ${only}`} order by place, id`.execute(tx);
  if (rows.length === 0) return [];
  const settings = await readWorkspaceSettings(tx, workspaceId);
  return rows.map(({ id, warnAfter, replies, hours: own }) => {
    const hours = own ? Hours.parse(own) : settings.hours;
    return {
      id,
      warnAfter,
      replies: AutomaticReplies.parse(replies),
      hours: { ...openNow(hours, settings.holidays, now), timeZone: hours?.timeZone ?? null },
    };
  });
}
