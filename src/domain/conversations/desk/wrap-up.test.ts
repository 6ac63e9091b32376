import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QueueRequires, QueueResult } from '#contract/wrap-up.ts';
import { createField } from '#domain/fields/create-field.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aContact, anOperator, aQueue } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { OperatorActor } from '../../operators/actor.ts';
import { editConversation } from '../edit-conversation.ts';
import { refuseClient } from '../refuse-client.ts';
import { closeConversation } from './close-conversation.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
let queue: string;
let member: OperatorActor;
let id: string;

beforeAll(async () => {
  desk = await aDesk(database);
  const { admin, within, workspaceId } = desk.workspace;
  queue = await within((tx) => aQueue(tx, workspaceId, { name: 'New clients' }));
  member = await within((tx) => anOperator(tx, workspaceId, { name: 'Marta Nová', queues: [queue] }));
  for (const name of ['supply_point', 'meter']) {
    const about = { shape: null, several: false, linkTemplate: null, choices: [], filledBy: ['operator' as const] };
    await within((tx) =>
      createField(tx, admin, {
        ...about,
        name,
        of: 'conversation',
        label: { en: name },
        type: 'text',
        identifies: false,
      }),
    );
  }
});
beforeEach(async () => {
  await ask({});
  id = await desk.waiting({ queue });
  await desk.accept(id, member);
});

/** What the queue asks for. */
async function ask(given: {
  wrapUp?: boolean;
  requires?: Partial<QueueRequires>;
  results?: QueueResult[];
  seconds?: number;
}) {
  const { wrapUp = false, requires = {}, results = [], seconds = 60 } = given;
  await desk.workspace.within((tx) =>
    sql`update queue set wrap_up = ${wrapUp}, requires = ${JSON.stringify(requires)}::jsonb, results = ${JSON.stringify(results)}::jsonb,
      wrap_seconds = ${seconds} where id = ${queue}`.execute(tx),
  );
}

const edit = (parameters: Record<string, string>, tags: string[] = []) =>
  desk.workspace.within((tx) => editConversation(tx, member, { id, parameters, tags: { add: tags, remove: [] } }));

describe('closing into wrap-up (R-DSK-3)', () => {
  it('ends it for the client at once, and keeps it in Mine of who closed it until it is finished', async () => {
    await ask({ wrapUp: true, seconds: 45 });
    const closed = await desk.close(id, member);
    expect(closed).toMatchObject({
      state: 'closed',
      result: null,
      wrapUp: { operator: { id: member.id }, seconds: 45 },
    });
    expect(closed.wrapUp?.missing).toEqual({ result: true, client: false, parameters: [], tag: false });
    const { since = '', until = '' } = closed.wrapUp ?? {};
    expect(Date.parse(until) - Date.parse(since)).toBe(45_000);
    expect(await desk.view(member, 'mine')).toContain(id);
    expect(await desk.counts(member)).toMatchObject({ mine: 1, unread: 0 });

    await expect(desk.finish(id, member)).rejects.toMatchObject({ code: 'INVALID', fields: { result: 'required' } });
    const finished = await desk.finish(id, member, { result: 'solved' });
    expect(finished).toMatchObject({ state: 'closed', result: 'solved', wrapUp: null });
    expect(await desk.view(member, 'mine')).not.toContain(id);
    expect(await desk.events(id, member)).toEqual(['accepted', 'closed', 'finished']);
    await expect(desk.finish(id, member)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('closes at once where nothing is missing', async () => {
    expect(await desk.close(id, member)).toMatchObject({ state: 'closed', wrapUp: null });
    expect(await desk.view(member, 'mine')).not.toContain(id);
  });

  it('names the parameters and the tag that are missing, until they are filled', async () => {
    await ask({ requires: { parameters: ['supply_point', 'meter', 'no_field_any_more'], tag: true } });
    await edit({ meter: '4711' });
    const closed = await desk.close(id, member, 'solved');
    expect(closed.wrapUp).toMatchObject({
      requires: { parameters: ['supply_point', 'meter'], tag: true, result: false },
      missing: { result: false, client: false, parameters: ['supply_point'], tag: true },
    });
    await expect(desk.finish(id, member)).rejects.toMatchObject({
      code: 'INVALID',
      reason: 'wrapUpMissing',
      fields: { tags: 'required', 'parameters.supply_point': 'required' },
    });
    await edit({ supply_point: 'Dlouhá 12' }, ['garage']);
    expect(await desk.finish(id, member)).toMatchObject({ result: 'solved', wrapUp: null });
  });

  it('closes at once with a result when all that is required was filled before', async () => {
    await ask({ wrapUp: true, requires: { parameters: ['meter'], tag: true } });
    await edit({ meter: '1' }, ['garage']);
    expect(await desk.close(id, member, 'solved')).toMatchObject({ result: 'solved', wrapUp: null });
  });

  it('keeps the words of a result of the queue’s own as they were then', async () => {
    const results = [{ key: 'contract', texts: { en: 'New contract wanted', cs: 'Chce novou smlouvu' } }];
    await ask({ wrapUp: true, results });
    expect((await desk.close(id, member)).wrapUp?.results).toEqual(results);
    await desk.finish(id, member, { result: 'contract' });
    await ask({ wrapUp: true });
    expect(await desk.read(id, member)).toMatchObject({ result: 'contract', resultTexts: results[0]?.texts });
    const { event } = (await desk.entries(id, member)).at(-1) ?? {};
    expect(event).toMatchObject({ code: 'finished', reason: 'contract', texts: results[0]?.texts });
  });
});

describe('who the client was (R-REC-5)', () => {
  let karel: number;
  beforeEach(async () => {
    karel = (await aContact(desk.workspace, { name: 'Karel Beran', email: `k.${id.slice(0, 8)}@example.com` })).id;
    const evidence = { kind: 'email', display: 'karel.beran@example.com', trust: 'claimed' };
    const rejected = [{ contactId: karel, evidence, strength: 'claimed', reason: 'belowThreshold' }];
    const link = {
      rule: 'suggested',
      evidence: null,
      strength: null,
      rejected,
      at: new Date().toISOString(),
      by: null,
    };
    await desk.workspace.within((tx) =>
      sql`update conversation set link = ${JSON.stringify(link)}::jsonb where id = ${id}`.execute(tx),
    );
  });

  it('is asked while a suggestion is undecided, also in a queue that asks for nothing', async () => {
    const closed = await desk.close(id, member);
    expect(closed).toMatchObject({ state: 'closed', suggestions: 1, wrapUp: { missing: { client: true } } });
    await expect(desk.finish(id, member)).rejects.toMatchObject({ fields: { client: 'undecided' } });
    expect(await desk.finish(id, member, { leaveUnknown: true })).toMatchObject({ contact: null, wrapUp: null });
  });

  it('is decided by saying that it is not this person', async () => {
    await desk.close(id, member);
    await desk.workspace.within((tx) =>
      refuseClient(tx, member, { id, answer: 'justThisConversation', contactId: karel }),
    );
    expect(await desk.finish(id, member)).toMatchObject({ wrapUp: null });
  });

  it('may be left open in closing itself', async () => {
    const closing = desk.workspace.within((tx) => closeConversation(tx, member, { id, leaveUnknown: true }));
    expect(await closing).toMatchObject({ state: 'closed', wrapUp: null });
  });
});

describe('the time of wrap-up', () => {
  beforeEach(async () => {
    await ask({ wrapUp: true, seconds: 60 });
    await desk.close(id, member);
  });

  it('is prolonged, up to an hour, and ended at once for who finishes it later', async () => {
    const before = Date.parse((await desk.read(id, member)).wrapUp?.until ?? '');
    const more = await desk.moreTime(id, member);
    expect(Date.parse(more.wrapUp?.until ?? '') - before).toBe(60_000);
    const most = await desk.moreTime(id, member, 3_600);
    expect(Date.parse(most.wrapUp?.until ?? '')).toBeLessThanOrEqual(Date.now() + 3_600_000);
    const later = await desk.moreTime(id, member, 0);
    expect(Date.parse(later.wrapUp?.until ?? '')).toBeLessThanOrEqual(Date.now());
    expect(await desk.view(member, 'mine')).toContain(id);
  });

  it('is a supervisor’s to end for anybody, and no colleague’s', async () => {
    const { within, workspaceId } = desk.workspace;
    const colleague = await within((tx) => anOperator(tx, workspaceId, { queues: [queue] }));
    const supervisor = await within((tx) => anOperator(tx, workspaceId, { role: 'supervisor', queues: [queue] }));
    for (const verb of [desk.finish, desk.moreTime])
      await expect(verb(id, colleague)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        data: { operator: { id: member.id } },
      });
    expect(await desk.view(colleague, 'mine')).not.toContain(id);
    expect(await desk.finish(id, supervisor, { result: 'other' })).toMatchObject({ wrapUp: null, result: 'other' });
  });

  it('is over when the conversation opens again', async () => {
    expect(await desk.reopen(id, member)).toMatchObject({ state: 'open', wrapUp: null, result: null });
    const { rows } = await desk.workspace.within((tx) =>
      sql`select wrapping_id from conversation where id = ${id} and wrapping_id is not null`.execute(tx),
    );
    expect(rows).toEqual([]);
    await expect(desk.finish(id, member)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
