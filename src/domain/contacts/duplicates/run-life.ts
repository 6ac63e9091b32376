import { Refusal } from '#contract/errors.ts';
import { keepRun, type Run, type Store } from './search-run.ts';

/** Milliseconds between two signs of life. */
const pulse = 3_000;

/** A run under way: its signal aborts with the caller's, and when another process took it over. */
export interface Life {
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress(done: number): void;
  /** Ends it: whatever still works under the signal stops. */
  stop(): void;
}

/** Keeps a run: says again and again that it is alive and how far it is. */
export function keepAlive(
  store: Store,
  workspaceId: string,
  run: Run,
  given: { signal: AbortSignal; onProgress?: (done: number) => void },
): Life {
  const own = new AbortController();
  let done = 0;
  const beat = async () => {
    const isOurs = await store.inWorkspace(workspaceId, (tx) => keepRun(tx, workspaceId, run, done));
    if (!isOurs) throw new Refusal('CONFLICT', 'Another process took over the search for duplicates.');
  };
  const timer = setInterval(() => void beat().catch((error) => own.abort(error)), pulse);
  return {
    signal: AbortSignal.any([given.signal, own.signal]),
    onProgress(share) {
      done = share;
      given.onProgress?.(share);
    },
    stop() {
      clearInterval(timer);
      own.abort();
    },
  };
}
