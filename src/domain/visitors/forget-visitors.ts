import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** Milliseconds: who never wrote is forgotten after a month; that somebody was on the site, half an hour after they left. */
const times = { visitor: 30 * 86_400_000, here: 30 * 60_000 };

/** Visitors who never wrote leave nothing behind, and neither does a sign-in that went nowhere. @returns how many visitors were forgotten. */
export async function forgetVisitors(tx: Tx, workspaceId: string, now = Date.now()): Promise<number> {
  const before = (ago: number) => new Date(now - ago);
  await sql`delete from visitor_here where workspace_id = ${workspaceId} and at < ${before(times.here)}`.execute(tx);
  await sql`delete from visitor_sign_in where workspace_id = ${workspaceId} and until < ${new Date(now)}`.execute(tx);
  const { numAffectedRows } = await sql`
    delete from visitor v where v.workspace_id = ${workspaceId} and v.conversation_id is null and v.seen_at < ${before(times.visitor)}
      and not exists (select from conversation c where c.workspace_id = v.workspace_id and c.channel_id = v.channel_id and c.thread = 'id:' || v.id)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}
