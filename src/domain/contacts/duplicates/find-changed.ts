import type { Tx } from '#db/database.ts';
import { type ChangedCard, changedCards, isRemembered, rememberedModel, type SearchMemory } from './changed-cards.ts';
import { compareCards } from './compare-cards.ts';
import { noteSeen, type Place, readSearch, type Store } from './search-run.ts';

/** Cards compared in one transaction, and changes read for it. */
const together = 20;
const changesRead = 500;

/** Milliseconds after which the other workspaces have their turn. */
const enough = 20_000;

/**
 * Looks at the cards that changed since the last time: each is compared with the cards that share a blocking key with it. One process at a
 * time; where another is at it, or at a run over all cards, nothing is done.
 * @param settled milliseconds up to which all changes are committed: the place noted goes no further. Null: it stays.
 * @returns how many cards were compared.
 */
export async function findChanged(
  store: Store,
  workspaceId: string,
  memory: SearchMemory,
  { settled, signal }: { settled: number | null; signal: AbortSignal },
): Promise<number> {
  let compared = 0;
  const until = performance.now() + enough;
  for (let from: Place | null = null; !signal.aborted && performance.now() < until; ) {
    const after: Place | null = from;
    const step: Step | null = await store.inWorkspace(workspaceId, (tx) =>
      goOn(tx, workspaceId, memory, { after, settled }),
    );
    if (!step) break;
    for (const card of step.fresh) if (settled === null || card.ms > settled) memory.done.set(card.id, card);
    compared += step.fresh.length;
    if (!step.hasMore) break;
    from = step.place;
  }
  for (const [id, { ms }] of memory.done) if (settled !== null && ms <= settled) memory.done.delete(id);
  return compared;
}

interface Step {
  fresh: ChangedCard[];
  place: Place;
  hasMore: boolean;
}

async function goOn(
  tx: Tx,
  workspaceId: string,
  memory: SearchMemory,
  { after, settled }: { after: Place | null; settled: number | null },
): Promise<Step | null> {
  const search = await readSearch(tx, workspaceId, { lock: true });
  if (!search || search.running) return null;
  const model = await rememberedModel(tx, workspaceId, memory, search);
  const changed = await changedCards(tx, workspaceId, after ?? search.seen, changesRead);
  if (!model || changed.length === 0) return null;
  const news = changed.filter((card) => !isRemembered(memory, card));
  const fresh = news.slice(0, together);
  const last = (news.length > together ? fresh.at(-1) : changed.at(-1)) as ChangedCard;
  if (fresh.length > 0) {
    const ids = fresh.map(({ id }) => id).sort((a, b) => a - b);
    await compareCards(tx, workspaceId, model, ids);
  }
  const passed = changed.slice(0, changed.indexOf(last) + 1);
  const seen = passed.findLast((card) => settled !== null && card.ms <= settled);
  if (seen) await noteSeen(tx, workspaceId, seen);
  return { fresh, place: last, hasMore: news.length > together || changed.length === changesRead };
}
