import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { announce } from '../../live/announce.ts';
import type { Suggestion } from './matcher/find-duplicates.ts';

/** The least score that is kept. What the review shows is asked with a higher one, as a rule. */
export const leastScore = 0.3;

/** The least score that counts as a possible duplicate in the directory, on cards and in counts. */
export const shownScore = 0.5;

/** Whether somebody noted the pair `p`, who keeps it whatever the matcher thinks of it. */
export const isNoted = sql<boolean>`(p.by <> 'matcher' or p.reasons @> '[{"field":"noted"}]')`;

/**
 * Writes what the matcher thinks of pairs. A noted pair keeps its note in front of the matcher's reasons and a score of 0.5 or more; decided ones
 * (not a duplicate, merged) stay as they were decided. Tells the screens of cards that became possible duplicates.
 */
export async function storeSuggestions(tx: Tx, workspaceId: string, pairs: Suggestion[], at: Date): Promise<void> {
  if (pairs.length === 0) return;
  await lockCards(tx, workspaceId, pairs);
  const score = sql`case when ${isNoted} then greatest(${shownScore}::real, excluded.score) else excluded.score end`;
  const reasons = sql`jsonb_path_query_array(p.reasons, '$[*] ? (@.field == "noted")') || excluded.reasons`;
  const { rows } = await sql<{ aId: number; bId: number; isNew: boolean }>`
    insert into duplicate_pair as p (workspace_id, a_id, b_id, score, reasons, by, at)
    select ${workspaceId}, a, b, score, reasons, 'matcher', ${at}
    from unnest(${pairs.map(({ a }) => a)}::bigint[], ${pairs.map(({ b }) => b)}::bigint[], ${pairs.map((pair) => pair.score)}::real[],
      ${pairs.map((pair) => JSON.stringify(pair.reasons))}::jsonb[]) as t (a, b, score, reasons)
    on conflict (workspace_id, a_id, b_id) do update set score = ${score}, reasons = ${reasons}
    where p.state in ('open', 'later') and (p.score, p.reasons) is distinct from (${score}, ${reasons})
    returning a_id, b_id, xmax = 0 and score >= ${shownScore} as is_new`.execute(tx);
  await announceCards(
    tx,
    workspaceId,
    rows.filter(({ isNew }) => isNew),
  );
}

/** In the order of their ids, as everybody locks cards: the foreign keys would lock them in that of the pairs. */
async function lockCards(tx: Tx, workspaceId: string, pairs: Suggestion[]): Promise<void> {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  await sql`select from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[]) order by id for key share`.execute(
    tx,
  );
}

/** Takes away pairs that the matcher alone suggested and does not suggest any more. */
export async function dropSuggestions(
  tx: Tx,
  workspaceId: string,
  pairs: { aId: number; bId: number }[],
): Promise<void> {
  if (pairs.length === 0) return;
  const { rows } = await sql<{ aId: number; bId: number }>`
    delete from duplicate_pair p using unnest(${pairs.map(({ aId }) => aId)}::bigint[], ${pairs.map(({ bId }) => bId)}::bigint[]) as t (a, b)
    where p.workspace_id = ${workspaceId} and p.a_id = t.a and p.b_id = t.b and p.state = 'open' and not ${isNoted}
    returning p.a_id, p.b_id`.execute(tx);
  await announceCards(tx, workspaceId, rows);
}

/** So many cards in one event. */
const together = 200;

async function announceCards(tx: Tx, workspaceId: string, pairs: { aId: number; bId: number }[]): Promise<void> {
  const ids = [...new Set(pairs.flatMap(({ aId, bId }) => [aId, bId]))];
  for (let from = 0; from < ids.length; from += together) {
    const contactIds = ids.slice(from, from + together);
    await announce(tx, workspaceId, { topic: 'contact', contactIds, what: 'change' });
  }
}

/** A pair as one text, for sets. */
export const pairText = (a: number, b: number) => `${Math.min(a, b)}-${Math.max(a, b)}`;

/**
 * The pairs that are not one client since a card that was merged into one of them was said not to be: what is decided once is never asked
 * again (R-BEY-3). `of`: only those of some cards.
 */
export async function saidApart(tx: Tx, workspaceId: string, of?: number[]): Promise<Set<string>> {
  const family = sql`array(select f.id from contact f where f.workspace_id = ${workspaceId} and f.survivor_id = any(${of}::bigint[]))`;
  const asked = of ? sql`(p.a_id = any(${family}) or p.b_id = any(${family}))` : sql`true`;
  const { rows } = await sql<{ a: number; b: number }>`
    select a.survivor_id as a, b.survivor_id as b from duplicate_pair p
    join contact a on a.workspace_id = p.workspace_id and a.id = p.a_id
    join contact b on b.workspace_id = p.workspace_id and b.id = p.b_id
    where p.workspace_id = ${workspaceId} and p.state = 'notDuplicate' and ${asked}`.execute(tx);
  return new Set(rows.map(({ a, b }) => pairText(a, b)));
}
