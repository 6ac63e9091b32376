import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AccessAnswer } from '#contract/access.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aContact, anOperator, aQueue, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { listConversations } from '../conversations/list-conversations.ts';
import { readHistory } from '../history/read-history.ts';
import { searchEverything } from '../history/search-everything.ts';
import { heardEvents } from '../live/heard-events.ts';
import type { Actor, KeyActor, OperatorActor } from '../operators/actor.ts';
import { answerAccess } from './answer-access.ts';
import { askAccess, listAccess } from './ask-access.ts';
import { expireAccess } from './expire-access.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
let workspace: Workspace;
let legal: string;
let jitka: OperatorActor;
let petr: OperatorActor;
let contactId: number;
let id: string;
beforeEach(async () => {
  desk = await aDesk(database);
  ({ workspace, petr } = desk);
  legal = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { name: 'Legal' }));
  jitka = await workspace.within((tx) =>
    anOperator(tx, workspace.workspaceId, { name: 'Jitka Malá', role: 'supervisor', queues: [legal] }),
  );
  contactId = (await aContact(workspace, { name: 'Jana Horáková' })).id;
  id = await desk.waiting({ queue: legal, contactId, state: 'closed', text: 'About the zirconium contract' });
});

const ask = (who: Actor, of = id, days: 1 | 7 = 1) =>
  workspace.within((tx) => askAccess(tx, who, { id: of, why: 'The client asks', days }));
const answer = (requestId: string, who: Actor, given: AccessAnswer['answer']) =>
  workspace.within((tx) => answerAccess(tx, who, { id: requestId, answer: given, reason: null }));
const requests = async (who: Actor) => (await workspace.within((tx) => listAccess(tx, who))).items;
const onAxis = async (who: Actor) =>
  (await workspace.within((tx) => readHistory(tx, who, { id: contactId, limit: 20 } as never))).items.filter(
    ({ type }) => type !== 'change',
  );

/** Every way by which somebody may meet the conversation. */
async function meets(who: Actor) {
  return workspace
    .within(async (tx) => {
      const list = await listConversations(tx, who, { limit: 50, view: 'all' });
      const ofCard = await listConversations(tx, who, { limit: 50, contact: contactId });
      const search = await searchEverything(tx, who, { q: 'zirconium', limit: 10 });
      const inHistory = await readHistory(tx, who, { id: contactId, limit: 20, q: 'zirconium' } as never);
      const typing = await heardEvents(tx, who, [
        {
          event: {
            topic: 'conversation',
            conversationId: id,
            what: 'typing',
            operator: { id: jitka.id, name: '' },
          } as const,
        },
      ]);
      return {
        list: list.items.some((row) => row.id === id),
        ofCard: ofCard.items.some((row) => row.id === id),
        search: search.items.length > 0,
        inHistory: inHistory.items.some((item) => item.type === 'conversation'),
        typing: typing.length > 0,
      };
    })
    .then(async (met) => ({
      ...met,
      read: await desk.read(id, who).then(
        () => true,
        () => false,
      ),
      entries: await desk.entries(id, who).then(
        () => true,
        () => false,
      ),
    }));
}
const everything = { list: true, ofCard: true, search: true, inHistory: true, typing: true, read: true, entries: true };
const nothing = {
  list: false,
  ofCard: false,
  search: false,
  inHistory: false,
  typing: false,
  read: false,
  entries: false,
};

describe('asking for access (R-HIS-5)', () => {
  it('shows who asks the channel, the queue and the date; who decides sees whom it is with, and why', async () => {
    expect(await onAxis(petr)).toEqual([
      {
        type: 'hidden',
        id,
        at: expect.any(String),
        channel: { kind: 'whatsapp' },
        queue: { id: legal, name: 'Legal' },
        access: null,
        deciders: ['Jitka Malá'],
      },
    ]);
    const asked = await ask(petr);
    expect(asked).toMatchObject({
      state: 'asked',
      topic: null,
      why: 'The client asks',
      days: 1,
      queue: { name: 'Legal' },
    });
    expect(await onAxis(petr)).toMatchObject([{ type: 'hidden', access: { state: 'asked', id: asked.id } }]);
    expect(await requests(jitka)).toMatchObject([
      { id: asked.id, by: { name: 'Petr Dvořák' }, topic: 'Jana Horáková' },
    ]);
    expect(await requests(workspace.admin)).toHaveLength(1);
    expect(await requests(desk.simon)).toEqual([]); // supervises another queue
    expect(await requests(desk.olga)).toEqual([]);
    await expect(ask(petr)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'askedAlready' });
    expect(await meets(petr)).toEqual(nothing);
  });

  it('lets them meet it everywhere while it is granted, and nowhere from the moment it ends', async () => {
    const { id: requestId } = await ask(petr, id, 7);
    const granted = await answer(requestId, jitka, 'grant');
    expect(Date.parse(granted.until ?? '') - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    expect(await meets(petr)).toEqual(everything);
    expect(await meets(desk.olga)).toEqual(nothing);
    expect(await onAxis(petr)).toMatchObject([
      {
        type: 'conversation',
        access: { state: 'granted', decidedBy: 'Jitka Malá', until: granted.until },
        operators: [],
      },
    ]);
    expect(await desk.read(id, petr)).toMatchObject({ access: { state: 'granted' }, mine: false });
    expect(await desk.read(id, jitka)).toMatchObject({ access: null });

    await workspace.within((tx) => sql`update conversation_operator set until = now() - interval '1 ms'`.execute(tx));
    expect(await meets(petr)).toEqual(nothing); // before the clock says so
    expect(
      await workspace.within((tx) =>
        expireAccess(tx, workspace.workspaceId, new Date(Date.parse(granted.until ?? '') - 1)),
      ),
    ).toBe(0);
    expect(
      await workspace.within((tx) =>
        expireAccess(tx, workspace.workspaceId, new Date(Date.parse(granted.until ?? '') + 1)),
      ),
    ).toBe(1);
    expect(await meets(petr)).toEqual(nothing);
    expect(await requests(jitka)).toEqual([]);
    expect(await desk.events(id, jitka)).toEqual(['accessAsked', 'accessGranted', 'accessOver']);
  });

  it('is withdrawn before its time, refused, and taken back; and may be asked again', async () => {
    const { id: first } = await ask(petr);
    await answer(first, petr, 'takeBack');
    const { id: second } = await ask(petr);
    await answer(second, jitka, 'refuse');
    expect(await onAxis(petr)).toMatchObject([
      { type: 'hidden', access: { state: 'refused', decidedBy: 'Jitka Malá' } },
    ]);
    const { id: third } = await ask(petr);
    await answer(third, workspace.admin, 'grant');
    await expect(answer(third, jitka, 'refuse')).rejects.toMatchObject({ reason: 'decidedAlready' });
    await answer(third, jitka, 'withdraw');
    expect(await meets(petr)).toEqual(nothing);
    expect(await desk.events(id, jitka)).toEqual([
      'accessAsked',
      'accessTakenBack',
      'accessAsked',
      'accessRefused',
      'accessAsked',
      'accessGranted',
      'accessWithdrawn',
    ]);
  });

  it('ends no look of who took part, and shortens none', async () => {
    const { id: requestId } = await ask(petr);
    await answer(requestId, jitka, 'grant');
    await workspace.within((tx) =>
      sql`update conversation_operator set until = null where operator_id = ${petr.id}`.execute(tx),
    );
    await answer(requestId, jitka, 'withdraw');
    expect((await meets(petr)).read).toBe(true);
  });

  it('is never for the third kind: ids are not found, nothing shows, and what was granted ends with it', async () => {
    const ofSupport = await desk.waiting({ contactId, state: 'closed' }); // the card itself stays known
    const { id: requestId } = await ask(petr);
    await answer(requestId, jitka, 'grant');
    const { id: waiting } = await ask(desk.olga);
    await workspace.within((tx) => sql`update queue set readers = 'hidden' where id = ${legal}`.execute(tx));
    expect(await meets(petr)).toEqual(nothing);
    expect(await onAxis(petr)).toMatchObject([{ id: ofSupport }]);
    await expect(ask(desk.eva)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask(desk.eva, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await requests(desk.olga)).toEqual([]);
    await expect(answer(waiting, desk.olga, 'takeBack')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(answer(waiting, jitka, 'grant')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is decided by supervisors of the queue and administrators, never by who asked, nor by programs', async () => {
    await expect(ask(jitka)).rejects.toMatchObject({ reason: 'readableAlready' });
    const { id: requestId } = await ask(desk.simon);
    await expect(answer(requestId, desk.simon, 'grant')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(answer(requestId, petr, 'grant')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(answer(requestId, jitka, 'takeBack')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const member = await workspace.within((tx) => anOperator(tx, workspace.workspaceId, { queues: [legal] }));
    await expect(answer(requestId, member, 'grant')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const key: KeyActor = {
      type: 'apiKey',
      workspaceId: workspace.workspaceId,
      id: randomUUID(),
      name: 'k',
      role: 'administrator',
      scopes: ['*'],
      queues: null,
    };
    await expect(answer(requestId, key, 'grant')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ask(key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    // made a supervisor of the queue meanwhile: still not about one's own
    await expect(answer(requestId, { ...desk.simon, queues: [legal] }, 'grant')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await answer(requestId, workspace.admin, 'grant');
    expect(await meets(desk.simon)).toEqual(everything);
  });
});
