import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { LiveEvent } from '#contract/live.ts';
import {
  aWorld,
  intoHiding,
  isMine,
  isWaitingFor,
  mayKnowOf,
  mayRead,
  numberOfPeople,
  readers,
  step,
  type Talk,
  take,
  type World,
} from '#test/support/desk-oracle.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { searchEverything } from '../../history/search-everything.ts';
import { heardEvents } from '../../live/heard-events.ts';
import { listConversations } from '../list-conversations.ts';
import { listEntries } from '../list-entries.ts';
import { readConversation } from '../read-conversation.ts';
import { countDesk } from './count-desk.ts';

const database = ownDatabase();

/** What the store lets an operator see of the conversations, by every way there is. */
async function seenBy({ workspace, people, talks, queues }: World, who: number) {
  const actor = people[who]!;
  const within = workspace.within;
  const list = async (filter: Partial<Parameters<typeof listConversations>[2]>) =>
    (await within((tx) => listConversations(tx, actor, { limit: 200, ...filter }))).items
      .map(({ id }) => id)
      .toSorted();
  const found: string[] = [];
  const withEntries: string[] = [];
  for (const { id } of talks) {
    const missing = () => null;
    if (await within((tx) => readConversation(tx, actor, id)).catch(missing)) found.push(id);
    if (await within((tx) => listEntries(tx, actor, { id, limit: 5 })).catch(missing)) withEntries.push(id);
  }
  const heard = async (event: Omit<LiveEvent, 'conversationId'>) => {
    const all = talks.map(({ id }) => ({ event: { ...event, conversationId: id } }));
    return (await within((tx) => heardEvents(tx, actor, all)))
      .map(({ event: { conversationId } }) => conversationId)
      .toSorted();
  };
  const { mine, waiting, asked } = await within((tx) => countDesk(tx, actor));
  return {
    all: await list({}),
    mine: await list({ view: 'mine' }),
    waiting: await list({ view: 'waiting' }),
    inFirstQueue: await list({ queue: [queues[0]!.id] }),
    found: found.toSorted(),
    withEntries: withEntries.toSorted(),
    said: (await within((tx) => searchEverything(tx, actor, { q: 'words', limit: 200 }))).items
      .map(({ conversationId }) => conversationId)
      .toSorted(),
    heard: await heard({ topic: 'conversation', what: 'desk' }),
    heardTyping: await heard({ topic: 'conversation', what: 'typing', operator: { id: actor.id, name: actor.name } }),
    counts: { mine, waiting, asked },
  };
}

/** The same as the oracle says. */
function told(world: World, who: number) {
  const those = (is: (world: World, who: number, talk: Talk) => boolean) =>
    world.talks
      .filter((talk) => is(world, who, talk))
      .map(({ id }) => id)
      .toSorted();
  const readable = those(mayRead);
  const mine = those(isMine);
  return {
    all: readable,
    mine,
    waiting: those(isWaitingFor),
    inFirstQueue: those((_, one, talk) => talk.queue === 0 && mayRead(world, one, talk)),
    found: readable,
    withEntries: readable,
    said: readable,
    heard: those(mayKnowOf),
    heardTyping: readable,
    counts: {
      mine: mine.length,
      waiting: those(isWaitingFor).length,
      asked: those((_, one, talk) => mine.includes(talk.id) && talk.asked.some(({ to }) => to === one)).length,
    },
  };
}

it('shows everybody just what a plain reading of the rules lets them see, whatever is accepted, redirected, asked and closed (R-HIS-5, R-TAB-3, R-TAB-6)', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat({ max: 2 }), { maxLength: 2 }), {
        minLength: numberOfPeople,
        maxLength: numberOfPeople,
      }),
      fc.shuffledSubarray([...readers], { minLength: 3 }),
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (memberships, kinds, steps) => {
        const world = await aWorld(database, memberships, kinds);
        for (const one of [...steps, ...intoHiding(kinds)]) await take(world, one);
        for (let who = 0; who < numberOfPeople; who++) {
          expect({ who, ...(await seenBy(world, who)) }).toEqual({ who, ...told(world, who) });
        }
        const { rows } = await world.workspace.within((tx) =>
          sql<{ strays: number }>`select count(*) as strays from entry e join conversation c on c.id = e.conversation_id
            where e.queue_id <> c.queue_id`.execute(tx),
        );
        expect(rows).toEqual([{ strays: 0 }]);
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 8) },
  );
});
