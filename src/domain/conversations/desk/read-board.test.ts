import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '#db/database.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { setPresence } from '#domain/operators/presence.ts';
import { editWorkspace } from '#domain/workspaces/edit-workspace.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readBoard } from './read-board.ts';

const database = ownDatabase();
const timeZone = 'Europe/Prague';
const hour = 3_600_000;

/** A conversation of the world, as the test knows it. */
const aTalk = fc.record({
  queue: fc.nat(2),
  state: fc.constantFrom('waiting' as const, 'open' as const, 'closed' as const),
  kind: fc.constantFrom('webchat' as const, 'phone' as const, 'email' as const),
  operator: fc.nat(3),
  /** Hours ago that it began to wait, ended or was answered first. */
  ago: fc.integer({ min: 1, max: 70 }),
  waits: fc.boolean(),
  waited: fc.option(fc.integer({ min: 0, max: 600 })),
  isMerged: fc.boolean(),
});
type Talk = typeof aTalk extends fc.Arbitrary<infer One> ? One : never;

async function aWorld(talks: Talk[]) {
  const workspace = await aWorkspace(database);
  const { workspaceId, within } = workspace;
  await within((tx) =>
    editWorkspace(tx, workspace.admin, { hours: { timeZone, week: [] }, capacity: { places: 2, kinds: {} } }),
  );
  const queues = [
    workspace.queue,
    workspace.otherQueue,
    await within((tx) => aQueue(tx, workspaceId, { name: 'Faults' })),
  ];
  const people: OperatorActor[] = [];
  for (const at of [0, 1, 2, 3]) {
    const memberOf = queues.filter((_, place) => place === at % 3 || at === 3);
    people.push(await within((tx) => anOperator(tx, workspaceId, { name: `Operator ${at}`, queues: memberOf })));
  }
  const states = ['ready', 'ready', 'pause', 'away'] as const;
  for (const [at, who] of people.entries())
    await within((tx) => setPresence(tx, who, { state: states[at] ?? 'away', reason: null }));
  const channels = Object.fromEntries(
    await Promise.all(['webchat', 'phone', 'email'].map(async (kind) => [kind, await aChannel(workspace, { kind })])),
  );
  const now = new Date();
  const root = await aConversationWith(workspace, {
    channelId: channels.email,
    queue: queues[0],
    state: 'closed',
    at: new Date(now.getTime() - 200 * hour),
  });
  for (const talk of talks) {
    const id = await aConversationWith(workspace, {
      channelId: channels[talk.kind],
      queue: queues[talk.queue],
      state: talk.state,
      at: new Date(now.getTime() - talk.ago * hour),
      ...(talk.isMerged && { mergedInto: root }),
    });
    await within((tx) => make(tx, id, talk, now, people[talk.operator]?.id ?? null));
  }
  return { workspace, queues, people, states, now };
}

function make(tx: Tx, id: string, talk: Talk, now: Date, assigneeId: string | null) {
  const at = new Date(now.getTime() - talk.ago * hour);
  return tx
    .updateTable('conversation')
    .set({
      waitingSince: talk.state === 'waiting' || (talk.state === 'open' && talk.waits) ? at : null,
      assigneeId: talk.state === 'open' ? assigneeId : null,
      endedAt: talk.state === 'closed' ? at : null,
      answeredAt: talk.waited === null ? null : at,
      waited: talk.waited,
    })
    .where('id', '=', id)
    .execute();
}

/** What the board should say, counted by nothing but the list of talks. */
function expected(talks: Talk[], queues: string[], states: readonly string[], now: Date) {
  const all = talks.filter(({ isMerged }) => !isMerged);
  const local = (talk: Talk) =>
    Temporal.Instant.fromEpochMilliseconds(now.getTime() - talk.ago * hour).toZonedDateTimeISO(timeZone);
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const isToday = (talk: Talk) => local(talk).toPlainDate().equals(here.toPlainDate());
  const isBefore = (talk: Talk) =>
    local(talk)
      .toPlainDate()
      .equals(here.toPlainDate().subtract({ days: 1 })) &&
    Temporal.PlainTime.compare(local(talk).toPlainTime(), here.toPlainTime()) < 0;
  const taken = states.map(
    (_, at) =>
      all.filter((one) => one.state === 'open' && one.operator === at && (one.kind !== 'email' || one.waits)).length,
  );
  const calls = states.map((_, at) =>
    all.some((one) => one.state === 'open' && one.operator === at && one.kind === 'phone'),
  );
  const free = (queue: number) =>
    states.filter(
      (state, at) => state === 'ready' && (taken[at] ?? 0) < 2 && !calls[at] && (at % 3 === queue || at === 3),
    ).length;
  return {
    taken,
    queues: queues.map((id, queue) => {
      const own = all.filter((one) => one.queue === queue);
      const waiting = own.filter(({ state }) => state === 'waiting');
      const answers = own.filter((one) => one.waited !== null && isToday(one));
      return {
        id,
        waiting: waiting.length,
        waitingSince:
          waiting.length === 0
            ? null
            : new Date(now.getTime() - Math.max(...waiting.map(({ ago }) => ago)) * hour).toISOString(),
        free: free(queue),
        running: own.filter(({ state }) => state === 'open').length,
        calls: own.filter(({ state, kind }) => state === 'open' && kind === 'phone').length,
        closed: own.filter((one) => one.state === 'closed' && isToday(one)).length,
        closedBefore: own.filter((one) => one.state === 'closed' && isBefore(one)).length,
        answered: answers.length,
        inLimit: answers.filter(({ waited }) => (waited ?? 0) <= 300).length,
      };
    }),
  };
}

describe('the board (R-DSK-6)', () => {
  test('counts what a plain count of any world does, by the days of the workspace’s zone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aTalk, { minLength: 5, maxLength: 25 }), async (talks) => {
        const { workspace, queues, people, states, now } = await aWorld(talks);
        const board = await workspace.within((tx) => readBoard(tx, workspace.admin, { queues: 'all' }, now));
        const plain = expected(talks, queues, states, now);
        for (const queue of plain.queues) expect(board.queues.find(({ id }) => id === queue.id)).toMatchObject(queue);
        for (const operator of board.operators) {
          const at = people.findIndex(({ id }) => id === operator.id);
          expect([operator.taken, operator.places, operator.presence]).toEqual([plain.taken[at], 2, states[at]]);
        }
        const since = board.waiting.map(({ waitingSince }) => waitingSince ?? '');
        expect(since).toEqual(since.toSorted());
        expect(since).toHaveLength(talks.filter((one) => one.state === 'waiting' && !one.isMerged).length);
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe('who looks at the board (R-DSK-6)', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await aWorkspace(database);
  });

  test('is no operator; a supervisor sees the queues they may read, at first their own', async () => {
    const board = (who: Workspace['admin'], queues: 'own' | 'all' = 'own') =>
      workspace.within((tx) => readBoard(tx, who, { queues }));
    await expect(board(workspace.operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const open = await workspace.within((tx) =>
      aQueue(tx, workspace.workspaceId, { name: 'Open', readers: 'everyone' }),
    );
    const ids = async (...given: Parameters<typeof board>) => (await board(...given)).queues.map(({ id }) => id).sort();
    expect(await ids(workspace.supervisor)).toEqual([workspace.queue]);
    expect(await ids(workspace.supervisor, 'all')).toEqual([workspace.queue, open].sort());
    expect(await ids(workspace.admin)).toEqual([workspace.queue, workspace.otherQueue, open].sort());
  });

  test('reads no name of a conversation that is none of theirs, which counts all the same', async () => {
    const channelId = await aChannel(workspace, { kind: 'webchat' });
    const id = await aConversationWith(workspace, {
      channelId,
      queue: workspace.otherQueue,
      state: 'open',
      clientName: 'Secret',
    });
    await workspace.within((tx) =>
      tx.updateTable('conversation').set({ assigneeId: workspace.operator.id }).where('id', '=', id).execute(),
    );
    const operators = async (who: Workspace['admin']) => (await workspace.within((tx) => readBoard(tx, who))).operators;
    expect(await operators(workspace.supervisor)).toMatchObject([
      { name: workspace.operator.name, taken: 1, running: 1, with: [] },
    ]);
    expect(await operators(workspace.admin)).toMatchObject([{ taken: 1, with: [{ topic: 'Secret' }] }]);
  });
});
