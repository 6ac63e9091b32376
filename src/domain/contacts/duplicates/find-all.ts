import { findDuplicates } from './matcher/find-duplicates.ts';
import { learnModel } from './matcher/learn.ts';
import { readAllCards } from './read-all-cards.ts';
import { keepAlive } from './run-life.ts';
import { endRun, letGoOfRun, type Run, type Store } from './search-run.ts';
import { storeAllKeys, storeAllSuggestions } from './store-all.ts';
import { leastScore } from './store-suggestions.ts';

/** How a run is made: `seen` is the moment from which on changes may not have been committed yet; pairs below `min` (0.3) are not kept. */
export interface RunOptions {
  signal: AbortSignal;
  seen: Date;
  min?: number;
  /** How much is done, from 0 to 1. */
  onProgress?: (done: number) => void;
}

/** What a run did. `split`: the milliseconds of its parts; keys are stored while others are at work. */
export interface FoundAll {
  cards: number;
  compared: number;
  suggested: number;
  split: Record<'read' | 'learn' | 'match' | 'keys' | 'store', number>;
}

/**
 * Compares all cards of a workspace anew: learns from them, finds the pairs, writes them and the keys under which cards that change later look
 * for others. Everything in short transactions, so that nobody waits; what changes meanwhile is looked at afterwards. A directory too large to
 * be compared at once is learned from by a sample, and its cards are looked at one by one afterwards, as if all had changed.
 * @param run claimed by the caller, ended here in any case. When `signal` aborts, somebody else may take it up.
 * @throws the reason of `signal`; CONFLICT when another process took the run over.
 */
export async function findAll(store: Store, workspaceId: string, run: Run, options: RunOptions): Promise<FoundAll> {
  const life = keepAlive(store, workspaceId, run, options);
  try {
    return await compareAll(store, workspaceId, run, { ...options, signal: life.signal, onProgress: life.onProgress });
  } catch (error) {
    const again = options.signal.aborted;
    await store.inWorkspace(workspaceId, (tx) => letGoOfRun(tx, workspaceId, run, again)).catch(() => {}); // told is what went wrong first
    throw error;
  } finally {
    life.stop();
  }
}

async function compareAll(
  store: Store,
  workspaceId: string,
  run: Run,
  { signal, seen, onProgress, min = leastScore }: RunOptions & { onProgress: (done: number) => void },
): Promise<FoundAll> {
  const part = (from: number, to: number) => ({
    signal,
    onProgress: (done: number) => onProgress(from + done * (to - from)),
  });
  const lap = stopwatch();
  const { pages, records, count, isSample } = await readAllCards(store, workspaceId, part(0, 0.1));
  const read = lap();
  const matching = async () => {
    const model = await learnModel(records, part(0.1, 0.3));
    const learn = lap();
    const found = isSample ? nothing : await findDuplicates(records, model, { ...part(0.3, 0.85), min });
    return { model, found, learn, match: lap() };
  };
  const sinceRead = stopwatch();
  const [{ model, found, learn, match }, keys] = await Promise.all([
    matching(),
    storeAllKeys(store, workspaceId, isSample ? [] : pages, signal).then(sinceRead),
  ]);
  lap();
  if (!isSample)
    await storeAllSuggestions(store, workspaceId, { model, records, found: found.suggestions }, part(0.85, 1));
  const learned = { model, from: count, seen: isSample ? new Date(0) : seen };
  await store.inWorkspace(workspaceId, (tx) => endRun(tx, workspaceId, run, learned));
  const { compared, suggestions } = found;
  return { cards: count, compared, suggested: suggestions.length, split: { read, learn, match, keys, store: lap() } };
}

const nothing = { suggestions: [], compared: 0 };

/** Milliseconds since the last time it was asked. */
function stopwatch(): () => number {
  let since = performance.now();
  return () => {
    const now = performance.now();
    const lap = Math.round(now - since);
    since = now;
    return lap;
  };
}
