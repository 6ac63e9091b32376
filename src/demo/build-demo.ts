import type { BlobStore, Store } from '#domain/intake/import-summary.ts';
import type { SystemActor } from '#domain/operators/actor.ts';
import { doneAt, once } from '#domain/operators/once.ts';
import { cardsOfOld } from './cards-of-old.ts';
import type { ColleagueName } from './company.ts';
import { crowd, type Stranger } from './crowd.ts';
import { type DemoEvent, eventsOf } from './events.ts';
import { excluded, identityWork, verification } from './identity-work.ts';
import { importTakenOver } from './import-taken-over.ts';
import { dailyWork, todaysWork } from './operators-work.ts';
import { provideCompany } from './provide-company.ts';
import { receiveEvents } from './receive-events.ts';
import { findDuplicates, reviewed } from './review-queue.ts';
import { allStories } from './stories/all-stories.ts';
import { takeSteps } from './take-steps.ts';
import type { Story } from './tell.ts';

export interface DemoToBuild {
  workspaceId: string;
  /** The sign-in's users who are the demo's people. */
  userIds: Record<ColleagueName, string>;
  /** How many people have a short history, beside those whose stories are told by hand. */
  strangers?: number;
  /** Hears of the work done, 0 to 1. */
  onProgress?: (part: number) => void;
}

/**
 * Builds the demo in a workspace: its company, then years of messages through the same intake as real ones, with what operators do on
 * the way, an import of contacts, and the search for duplicates. Everything happened before the moment of the first build. A second build of the whole adds nothing; after a kill the next one
 * adds the rest.
 * @returns how many messages were added.
 */
export async function buildDemo(store: Store, blobs: BlobStore, given: DemoToBuild): Promise<number> {
  const { workspaceId, userIds, strangers = 300, onProgress = () => {} } = given;
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: 'demo' };
  const within = <Result>(work: Parameters<typeof store.inWorkspace<Result>>[1]) =>
    store.inWorkspace(workspaceId, work);
  if (await within((tx) => doneAt(tx, system, 'demo: complete'))) return 0;

  const { loaded, operators } = await provideCompany(store, system, userIds);
  const now = await within((tx) => once(tx, system, 'demo: now'));
  const people = crowd(strangers);
  const lanes = lanesOf(people).map((stories) => stories.flatMap((story) => eventsOf(story, now)));
  const all = lanes.flat().length;
  const lately = now.getTime() - 3 * 3_600_000;
  let done = 0;
  const receive = async (isTheirs: (event: DemoEvent) => boolean) => {
    const onReceived = (count: number) => {
      done += count;
      onProgress(done / all);
    };
    const counts = await Promise.all(
      lanes.map((events) => receiveEvents(store, blobs, loaded, events.filter(isTheirs), onReceived)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };

  const take = (steps: Parameters<typeof takeSteps>[2]) => takeSteps(store, operators, steps);
  await take([...cardsOfOld, excluded]);
  let added = await receive(({ at }) => at.getTime() < lately);
  if (!(await within((tx) => doneAt(tx, system, 'demo: taken over')))) await importTakenOver(store, operators.dana);
  await within((tx) => once(tx, system, 'demo: taken over'));
  await take([...identityWork(now), ...dailyWork(people, now)]);
  added += await receive(({ at }) => at.getTime() >= lately);
  await take([...todaysWork(now), verification(now)]);
  await findDuplicates(store, workspaceId);
  await take(reviewed);
  await within((tx) => once(tx, system, 'demo: complete'));
  return added;
}

/** What happens side by side: nobody stands in two lanes, so that only the numbers of the cards depend on which is faster. */
function lanesOf(people: Stranger[]): Story[][] {
  const half = (parity: number) => people.filter((_, n) => n % 2 === parity).flatMap(({ stories }) => stories);
  return [allStories, half(0), half(1)];
}
