import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { cardRecords } from './card-records.ts';
import type { Suggestion } from './matcher/find-duplicates.ts';
import type { Model } from './matcher/model.ts';
import { type PreparedRecord, prepare } from './matcher/record.ts';
import { scorePair } from './matcher/score.ts';
import { keyed, neighbours, storeKeys } from './store-keys.ts';
import { dropSuggestions, isNoted, leastScore, pairText, saidApart, storeSuggestions } from './store-suggestions.ts';

/**
 * Compares some cards with those that share a blocking key with them, and with those they are a suggested or noted pair with already; writes
 * their keys and pairs. Cards that are not active any more lose their keys; their pairs stay, unseen, until they come back.
 * @param ids in ascending order.
 */
export async function compareCards(tx: Tx, workspaceId: string, model: Model, ids: number[]): Promise<void> {
  const records = (await cardRecords(tx, workspaceId, ids)).map(prepare);
  const cards = records.map(keyed);
  await storeKeys(tx, workspaceId, ids, cards);
  const near = await neighbours(tx, workspaceId, cards);
  const standing = await standingPairs(tx, workspaceId, ids);
  for (const { aId, bId } of standing) {
    near.get(aId)?.push(bId);
    near.get(bId)?.push(aId);
  }
  const known = new Map(records.map((record) => [record.id, record]));
  const missing = new Set([...near.values()].flat().filter((id) => !known.has(id)));
  for (const record of await cardRecords(tx, workspaceId, [...missing])) known.set(record.id, prepare(record));
  const scored = scoreAll(model, records, near, known);

  const apart = await saidApart(tx, workspaceId, ids);
  const kept = new Set(standing.filter((pair) => pair.stays).map(({ aId, bId }) => pairText(aId, bId)));
  const suggested = [...scored].filter(
    ([text, { score }]) => (score >= leastScore && !apart.has(text)) || kept.has(text),
  );
  await storeSuggestions(
    tx,
    workspaceId,
    suggested.map(([, pair]) => pair),
    new Date(),
  );
  const stillThere = new Set(suggested.map(([text]) => text));
  await dropSuggestions(
    tx,
    workspaceId,
    standing.filter(({ aId, bId }) => scored.has(pairText(aId, bId)) && !stillThere.has(pairText(aId, bId))),
  );
}

function scoreAll(
  model: Model,
  records: PreparedRecord[],
  near: Map<number, number[]>,
  known: Map<number, PreparedRecord>,
): Map<string, Suggestion> {
  const scored = new Map<string, Suggestion>();
  for (const record of records) {
    for (const id of near.get(record.id) ?? []) {
      const other = known.get(id);
      const text = pairText(record.id, id);
      if (!other || scored.has(text)) continue;
      const [a, b] = record.id < id ? [record, other] : [other, record];
      scored.set(text, { a: a.id, b: b.id, ...scorePair(model, a, b) });
    }
  }
  return scored;
}

/** The pairs of some cards that nobody decided for good. `stays`: whatever the matcher thinks of it, since somebody noted it or put it off. */
async function standingPairs(
  tx: Tx,
  workspaceId: string,
  ids: number[],
): Promise<{ aId: number; bId: number; stays: boolean }[]> {
  const { rows } = await sql<{ aId: number; bId: number; stays: boolean }>`
    select p.a_id, p.b_id, (p.state = 'later' or ${isNoted}) as stays from duplicate_pair p
    where p.workspace_id = ${workspaceId} and (p.a_id = any(${ids}::bigint[]) or p.b_id = any(${ids}::bigint[])) and p.state in ('open', 'later')`.execute(
    tx,
  );
  return rows;
}
