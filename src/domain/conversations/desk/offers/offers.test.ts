import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { unansweredOffers } from '#contract/unanswered-offers.ts';
import type { Capacity } from '#contract/workspace-settings.ts';
import { openDatabase } from '#db/database.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aChannel, anOperator } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { OperatorActor } from '../../../operators/actor.ts';
import { listColleagues } from '../../../operators/presence.ts';
import { offerWaiting, workspacesThatOffer } from './offer-waiting.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
let petr: OperatorActor;
let olga: OperatorActor;
beforeEach(async () => {
  desk = await aDesk(database);
  ({ petr, olga } = desk);
  await set(sql`update queue set routing = 'offer' where id = ${desk.workspace.queue}`);
});

const set = (statement: ReturnType<typeof sql>) => desk.workspace.within((tx) => statement.execute(tx));
const share = (later = 0) =>
  desk.workspace.within((tx) => offerWaiting(tx, desk.workspace.workspaceId, new Date(Date.now() + later * 1_000)));
const mayHave = (who: OperatorActor, capacity: Partial<Capacity>) =>
  set(sql`update operator set capacity = ${JSON.stringify(capacity)} where id = ${who.id}`);
const presence = async (who: OperatorActor) =>
  (await desk.workspace.within((tx) => listColleagues(tx, desk.workspace.admin))).items.find(({ id }) => id === who.id);
/** To whom each conversation is offered. */
const offered = async (...ids: string[]) => {
  const all = await Promise.all(ids.map((id) => desk.read(id, desk.workspace.admin)));
  return all.map(({ asked }) => asked?.to?.id ?? null);
};
const waiting = (minutes: number, kind?: string) => {
  const at = new Date(Date.now() - minutes * 60_000);
  return kind === undefined ? desk.waiting({ at }) : waitingOn(kind, at);
};
const channels = new Map<string, string>();
async function waitingOn(kind: string, at: Date): Promise<string> {
  const key = `${desk.workspace.workspaceId} ${kind}`;
  const channelId = channels.get(key) ?? (await aChannel(desk.workspace, { kind }));
  channels.set(key, channelId);
  const id = await desk.waiting({ at });
  await set(sql`update conversation set channel_id = ${channelId}, waiting_since = ${at} where id = ${id}`);
  return id;
}

describe('what a queue offers (R-DSK-1)', () => {
  it('goes, the longest waiting first, to a member who is ready, and one at a time', async () => {
    const [second, first] = [await waiting(5), await waiting(10)];
    expect(await desk.workspace.within(() => database.atTheDoor(workspacesThatOffer))).toContain(
      desk.workspace.workspaceId,
    );
    expect(await share()).toBe(1);
    expect(await offered(first, second)).toEqual([petr.id, null]);
    expect(await desk.read(first, petr)).toMatchObject({
      state: 'waiting',
      asked: { kind: 'offer', from: null, toMe: true },
    });
    expect(await desk.view(petr, 'mine')).toEqual([first]);
    expect(await share()).toBe(0);

    const { asked } = await desk.read(first, petr);
    expect(await desk.answer(first, petr, asked?.id, 'accept')).toMatchObject({
      state: 'open',
      assignee: { id: petr.id },
    });
    expect(await desk.events(first, petr)).toEqual(['accepted']);
    await share();
    expect(await offered(first, second)).toEqual([null, petr.id]);
    expect(await desk.accept(second, petr)).toMatchObject({
      assignee: { id: petr.id },
      handovers: [{ state: 'accepted' }],
    });
  });

  it('is nobody’s who is away, no member, or waits in a queue that lets take', async () => {
    await desk.be(petr, 'pause', 'Lunch');
    const [here, there] = [await waiting(5), await desk.waiting({ queue: desk.workspace.otherQueue })];
    expect(await share()).toBe(0);
    expect(await offered(here, there)).toEqual([null, null]);
  });

  it('goes to who has waited longest for work', async () => {
    await desk.be(olga, 'ready');
    const ids = [await waiting(9), await waiting(8), await waiting(7)];
    await share();
    expect(await offered(...ids)).toEqual([petr.id, olga.id, null]);
    await desk.accept(ids[1]!, olga);
    await desk.accept(ids[0]!, petr);
    await share();
    expect(await offered(ids[2]!)).toEqual([olga.id]);
  });

  it('can be taken by hand, unless it is offered to somebody else', async () => {
    const [asked, free] = [await waiting(9), await waiting(5)];
    await share();
    await expect(desk.accept(asked, olga)).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { offered: { id: petr.id } },
    });
    await expect(desk.redirect(asked, olga, { to: petr.id })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await desk.accept(free, olga)).toMatchObject({ assignee: { id: olga.id } });
    expect(await desk.accept(asked, desk.simon, true)).toMatchObject({ assignee: { id: desk.simon.id }, asked: null });
  });

  it('comes back when who was asked is ready no more, and goes to who is', async () => {
    const id = await waiting(5);
    await share();
    await desk.be(petr, 'away');
    await desk.be(olga, 'ready');
    await share();
    expect(await offered(id)).toEqual([olga.id]);
    expect((await desk.read(id, olga)).handovers.map(({ state }) => state)).toEqual(['asked', 'withdrawn']);
  });
});

describe('an offer that is not taken (R-DSK-1)', () => {
  it('goes to the next after a minute or a no, and to the first again only when nobody else is free', async () => {
    await desk.be(olga, 'ready');
    const id = await waiting(5);
    await share();
    const { asked } = await desk.read(id, petr);
    await desk.answer(id, petr, asked?.id, 'decline');
    await share();
    expect(await offered(id)).toEqual([olga.id]);
    await share(61);
    expect(await offered(id)).toEqual([petr.id]); // the earlier no
    expect(await desk.events(id, olga)).toEqual(['declined', 'expired']);
  });

  it('is not asked again at once of who said no, though they are alone', async () => {
    const id = await waiting(5);
    await share();
    await desk.answer(id, petr, (await desk.read(id, petr)).asked?.id, 'decline');
    expect(await share(5)).toBe(0);
    expect(await share(65)).toBe(1);
  });

  it('twice in a row gives its operator a pause that says why, and clients go round no more', async () => {
    const id = await waiting(5);
    await share();
    await share(61);
    expect(await presence(petr)).toMatchObject({ presence: 'ready' });
    expect(await share(122)).toBe(0);
    expect(await presence(petr)).toMatchObject({ presence: 'pause', reason: unansweredOffers });
    expect(await offered(id)).toEqual([null]);
    await desk.be(petr, 'ready');
    expect(await share(123)).toBe(1);
  });
});

describe('the capacity of an operator (R-DSK-1)', () => {
  it('is places in all: a chat takes one while it is open, messages and mail while the client waits', async () => {
    await mayHave(petr, { places: 2 });
    const [chat, mail, next] = [await waiting(9, 'webchat'), await waiting(8, 'email'), await waiting(7, 'email')];
    for (const id of [chat, mail]) {
      await share();
      await desk.accept(id, petr);
    }
    expect(await share()).toBe(0);
    await set(sql`update conversation set waiting_since = null where id in (${chat}, ${mail})`);
    expect(await share()).toBe(1);
    expect(await offered(next)).toEqual([petr.id]);
  });

  it('is places of a kind of channel; none of a kind is never', async () => {
    await mayHave(petr, { places: 5, kinds: { phone: 1, email: 0 } });
    const [mail, call, other, chat] = [
      await waiting(9, 'email'),
      await waiting(8, 'phone'),
      await waiting(7, 'phone'),
      await waiting(6, 'webchat'),
    ];
    await share();
    expect(await offered(mail, call)).toEqual([null, petr.id]);
    await desk.accept(call, petr);
    await share();
    expect(await offered(mail, other, chat)).toEqual([null, null, petr.id]);
  });

  it('is the workspace’s where an operator has none of their own', async () => {
    const settings = { capacity: { places: 1 } };
    await set(sql`update workspace set settings = settings || ${JSON.stringify(settings)}::jsonb`);
    const id = await waitingOn('webchat', new Date());
    await share();
    await desk.accept(id, petr);
    await waiting(5);
    expect(await share()).toBe(0);
  });

  it('rests while they wrap up, and no longer than that may take', async () => {
    const done = await waiting(9);
    await waiting(5);
    await desk.accept(done, petr);
    await desk.close(done, petr);
    const until = new Date(Date.now() + 60_000);
    await set(
      sql`update conversation set wrapping_since = now(), wrapping_id = ${petr.id}, wrapping_until = ${until} where id = ${done}`,
    );
    expect(await share()).toBe(0);
    expect(await share(61)).toBe(1);
  });
});

it('shares out once, and to nobody more than their places, with several processes at it (R-DSK-1)', async () => {
  const { workspace } = desk;
  const { workspaceId, queue, within } = workspace;
  const operators: OperatorActor[] = [petr];
  for (const name of ['Jan', 'Eliška', 'Marek']) {
    const made = await within((tx) => anOperator(tx, workspaceId, { name, queues: [queue] }));
    operators.push(made);
    await desk.be(made, 'ready');
  }
  for (const who of operators) await mayHave(who, { places: 3, kinds: {} });
  const ids: string[] = [];
  for (let minutes = 0; minutes < 20; minutes++) ids.push(await waiting(minutes + 1, 'webchat'));
  const others = [openDatabase(database.url, { connections: 2 }), openDatabase(database.url, { connections: 2 })];
  try {
    for (let round = 0; round < 12; round++) {
      const shares = others.map((one) => one.inWorkspace(workspaceId, (tx) => offerWaiting(tx, workspaceId)));
      const accepts = operators.map(async (who) => {
        const { rows } = await within((tx) =>
          sql<{ id: string; conversationId: string }>`
            select id, conversation_id from handover where to_id = ${who.id} and state = 'asked'`.execute(tx),
        );
        expect(rows.length).toBeLessThanOrEqual(1);
        const answer = round % 5 === 4 ? 'decline' : 'accept';
        for (const one of rows) await desk.answer(one.conversationId, who, one.id, answer);
      });
      await Promise.all([...shares, ...accepts]);
      const { rows } = await within((tx) =>
        sql<{ had: number }>`
          select count(*) as had from conversation where assignee_id is not null and state = 'open' group by assignee_id`.execute(
          tx,
        ),
      );
      for (const { had } of rows) expect(had).toBeLessThanOrEqual(3);
    }
  } finally {
    for (const one of others) await one.close();
  }
  const { rows } = await within((tx) =>
    sql<{ twice: number; had: number }>`
      select (select count(*) from (select from handover where state = 'asked' group by conversation_id having count(*) > 1) t) as twice,
        (select count(*) from conversation where assignee_id is not null and state = 'open') as had`.execute(tx),
  );
  expect(rows).toEqual([{ twice: 0, had: 12 }]);
});
