import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import type { Visitor } from './visitor.ts';

/** Milliseconds after their last sign of life for which somebody counts as here. The widget gives one every 10 s, and says when it leaves. */
export const hereFor = 30_000;

/** Milliseconds without anybody after which the next time is another visit. */
const visitEnds = 30 * 60_000;

/** Milliseconds in which the next page takes over from the one that was left. */
const betweenPages = 5_000;

/**
 * The visitor is on this page now (where the channel wants to know). Of the page its address without what follows `?` and `#`, and its title; nothing of
 * where they come from.
 */
export async function noteHere(
  tx: Tx,
  { settings: { seesVisitors } }: LoadedChannel,
  { workspaceId, id, channelId }: Visitor,
  page: { url: string; title: string },
  now = new Date(),
): Promise<void> {
  if (seesVisitors === 'never') return;
  await sql`
    insert into visitor_here as h (workspace_id, visitor_id, channel_id, since, at, page)
    values (${workspaceId}, ${id}, ${channelId}, ${now}, ${now}, ${JSON.stringify(plainPage(page))}::jsonb)
    on conflict (workspace_id, visitor_id) do update set at = excluded.at, page = excluded.page,
      since = case when h.at < ${before(now, visitEnds)} then excluded.since else h.since end`.execute(tx);
}

/** The visitor left the page, or looks at another window: gone, unless their next page says otherwise at once. */
export async function noteGone(tx: Tx, { workspaceId, id }: Visitor, now = new Date()): Promise<void> {
  await sql`update visitor_here set at = least(at, ${before(now, hereFor - betweenPages)}::timestamptz)
    where workspace_id = ${workspaceId} and visitor_id = ${id}`.execute(tx);
  await sql`update visitor set seen_at = ${now} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}

/** Begins with the visitor's next page: after half an hour without any it is another visit. */
export async function countVisit(tx: Tx, { workspaceId, id }: Visitor, now = new Date()): Promise<void> {
  await sql`
    update visitor v set seen_at = ${now}, visits = visits + (greatest(v.seen_at, (
      select h.at from visitor_here h where h.workspace_id = v.workspace_id and h.visitor_id = v.id)) < ${before(now, visitEnds)})::int
    where v.workspace_id = ${workspaceId} and v.id = ${id}`.execute(tx);
}

function plainPage({ url, title }: { url: string; title: string }): { url: string; title: string } {
  const [plain = ''] = url.split(/[?#]/, 1);
  return { url: plain.slice(0, 2_000), title: title.trim().slice(0, 300) };
}

function before(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds);
}
