import { preparePartitions } from '#domain/history/prepare-partitions.ts';
import { sortInWords } from '#domain/history/sort-in-words.ts';
import { pruneAnnounced } from '#domain/live/prune-announced.ts';
import { applyAllRetention } from './apply-retention.ts';
import { closeAllSilent } from './close-silent.ts';
import { expireAllAccess } from './expire-access.ts';
import { expireAllHandovers } from './expire-handovers.ts';
import { duplicateFinder } from './find-duplicates.ts';
import { forgetAllVisitors } from './forget-visitors.ts';
import { makeFollowUpsDue } from './make-follow-ups-due.ts';
import { offerWhatWaits } from './offer-waiting.ts';
import { purgeBins } from './purge-bins.ts';
import { searchRefresher } from './refresh-searches.ts';
import type { Store } from './store.ts';

/** Something that is done again and again. */
export interface Task {
  /** In a word, for the log. */
  name: string;
  /** Milliseconds from the end of one time to the start of the next; the first is after as long. */
  every: number;
  /** `stopping` aborts when the clock is to stop, for work that takes long. */
  run(stopping: AbortSignal): Promise<unknown>;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What Vizitka does by itself. Each may be done by several processes at once. */
export function ownTasks(store: Store): Task[] {
  return [
    { name: 'prune the outbox', every: 2 * minute, run: () => store.atTheDoor(pruneAnnounced) },
    { name: 'prepare the months of entries', every: day, run: () => store.atTheDoor(preparePartitions) },
    { name: 'sort words into their indexes', every: 20 * second, run: () => store.atTheDoor(sortInWords) },
    // by the hour: a server that is restarted every day would never come to what is done a day after its start
    { name: 'purge the bins', every: hour, run: () => purgeBins(store) },
    { name: 'remove what its time is over for', every: hour, run: (stopping) => applyAllRetention(store, stopping) },
    { name: 'refresh what cards are found by', every: minute, run: searchRefresher(store) },
    { name: 'close what is silent', every: minute, run: () => closeAllSilent(store) },
    { name: 'offer what waits', every: second / 2, run: () => offerWhatWaits(store) },
    { name: 'expire handovers', every: 5 * second, run: () => expireAllHandovers(store) },
    { name: 'end looks at conversations', every: 3 * second, run: () => expireAllAccess(store) },
    { name: 'make follow-ups due', every: 5 * second, run: () => makeFollowUpsDue(store) },
    { name: 'forget visitors', every: 10 * minute, run: () => forgetAllVisitors(store) },
    { name: 'find duplicates', every: 3 * second, run: duplicateFinder(store) },
  ];
}

/**
 * Starts the clockwork. A task never overlaps with itself; one that fails is logged and comes again at its time.
 * @returns how to stop it: waits for what runs.
 */
export function startClock(
  tasks: Task[],
  log: { error(about: object, message: string): void },
): { stop(): Promise<void> } {
  const stops = tasks.map((task) => keepDoing(task, log));
  return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

function keepDoing({ name, every, run }: Task, log: Parameters<typeof startClock>[1]): () => Promise<void> {
  let running = Promise.resolve();
  const stopping = new AbortController();
  const once = async () => {
    try {
      await run(stopping.signal);
    } catch (error) {
      log.error({ err: error, task: name }, 'a task of the clock failed and will be tried again');
    }
    if (!stopping.signal.aborted) timer = setTimeout(start, every);
  };
  const start = () => {
    running = once();
  };
  let timer = setTimeout(start, every);
  return () => {
    stopping.abort();
    clearTimeout(timer);
    return running;
  };
}
