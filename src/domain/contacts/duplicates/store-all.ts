import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Suggestion } from './matcher/find-duplicates.ts';
import type { Model } from './matcher/model.ts';
import type { PreparedRecord } from './matcher/record.ts';
import { scorePair } from './matcher/score.ts';
import type { CardPage } from './read-all-cards.ts';
import type { Store } from './search-run.ts';
import { keyed, storeKeysOfRange } from './store-keys.ts';
import { dropSuggestions, isNoted, pairText, saidApart, storeSuggestions } from './store-suggestions.ts';

/** Pairs in one transaction. */
const together = 500;

/** Writes the blocking keys of all cards, a page in a transaction; no other key is left. */
export async function storeAllKeys(
  store: Store,
  workspaceId: string,
  pages: CardPage[],
  signal: AbortSignal,
): Promise<void> {
  for (const { records, ...range } of pages) {
    signal.throwIfAborted();
    const cards = records.map(keyed);
    await store.inWorkspace(workspaceId, (tx) => storeKeysOfRange(tx, workspaceId, range, cards));
  }
}

/** What a run over all cards found: its pairs, and all that is needed to score those that others noted. */
interface Found {
  model: Model;
  records: PreparedRecord[];
  found: Suggestion[];
}

/** Writes the pairs found, scores those that somebody noted, and drops the suggestions that are none any more. Decisions stay. */
export async function storeAllSuggestions(
  store: Store,
  workspaceId: string,
  { model, records, found }: Found,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number) => void },
): Promise<void> {
  const at = new Date();
  const apart = await store.inWorkspace(workspaceId, (tx) => saidApart(tx, workspaceId));
  const suggested = found.filter(({ a, b }) => !apart.has(pairText(a, b)));
  for (let from = 0; from < suggested.length; from += together) {
    signal.throwIfAborted();
    const pairs = suggested.slice(from, from + together);
    await store.inWorkspace(workspaceId, (tx) => storeSuggestions(tx, workspaceId, pairs, at));
    onProgress(from / suggested.length);
  }
  const kept = new Set(suggested.map(({ a, b }) => pairText(a, b)));
  const byId = new Map(records.map((record) => [record.id, record]));
  for (let after: StandingPair | undefined = { aId: 0, bId: 0, noted: false }; after; ) {
    signal.throwIfAborted();
    const last: StandingPair = after;
    after = await store.inWorkspace(workspaceId, async (tx) => {
      const pairs = await standingPairs(tx, workspaceId, last);
      const others = pairs.filter(({ aId, bId }) => !kept.has(pairText(aId, bId)));
      const noted = others.filter((pair) => pair.noted);
      const scored = noted.flatMap(({ aId, bId }) => scoredAnew(model, byId.get(aId), byId.get(bId)));
      await storeSuggestions(tx, workspaceId, scored, at);
      await dropSuggestions(
        tx,
        workspaceId,
        others.filter((pair) => !pair.noted),
      );
      return pairs.at(-1);
    });
  }
}

interface StandingPair {
  aId: number;
  bId: number;
  noted: boolean;
}

/** The next pairs that nobody decided for good, in the order of their ids. */
async function standingPairs(tx: Tx, workspaceId: string, after: StandingPair): Promise<StandingPair[]> {
  const { rows } = await sql<StandingPair>`
    select p.a_id, p.b_id, ${isNoted} as noted from duplicate_pair p
    where p.workspace_id = ${workspaceId} and (p.a_id, p.b_id) > (${after.aId}, ${after.bId}) and p.state in ('open', 'later')
    order by p.a_id, p.b_id limit ${together}`.execute(tx);
  return rows;
}

function scoredAnew(model: Model, a: PreparedRecord | undefined, b: PreparedRecord | undefined): Suggestion[] {
  return a && b ? [{ a: a.id, b: b.id, ...scorePair(model, a, b) }] : [];
}
