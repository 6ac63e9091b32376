import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { aContact, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aKeepingCompany, client, keeps, removeAll } from '#test/support/retention-factory.ts';
import { binContact } from '../contacts/bin-contact.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { purgeBin } from '../contacts/purge-bin.ts';
import { readContact } from '../contacts/read-contact.ts';
import { undoChange } from '../history/undo-change.ts';
import type { Actor } from '../operators/actor.ts';
import { holdContact, holdConversation, liftHold } from './holds.ts';
import { retentionDecisions } from './list-retention.ts';
import { nextOver } from './over.ts';
import { holdsOfContact, holdsOfConversation, listHolds } from './read-holds.ts';
import { removeFromConversations } from './remove-from-conversation.ts';
import { periodsAt } from './retention-periods.ts';

const database = ownDatabase();
let company: Awaited<ReturnType<typeof aKeepingCompany>>;
let workspace: Workspace;
beforeEach(async () => {
  company = await aKeepingCompany(database);
  ({ workspace } = company);
});

const complaint = { reason: 'Complaint 2026-0418', until: null };
const hold = (
  id: number | string,
  given: { reason: string; until: string | null } = complaint,
  who: Actor = workspace.admin,
) =>
  workspace.within((tx) =>
    typeof id === 'number' ? holdContact(tx, who, { id, ...given }) : holdConversation(tx, who, { id, ...given }),
  );
const lift = (id: string) => workspace.within((tx) => liftHold(tx, workspace.admin, { id }));
const undo = (id: string | null) => workspace.within((tx) => undoChange(tx, workspace.admin, id ?? ''));
const holdsOf = async (id: number | string, who: Actor = workspace.operator) =>
  (
    await workspace.within((tx) =>
      typeof id === 'number' ? holdsOfContact(tx, who, { id }) : holdsOfConversation(tx, who, { id }),
    )
  ).items;
const bin = async (id: number) => {
  const { version } = await workspace.within((tx) => readContact(tx, workspace.admin, id));
  await workspace.within((tx) => binContact(tx, workspace.admin, { id, version }));
  await workspace.within((tx) =>
    sql`update contact set binned_at = now() - interval '31 days' where id = ${id}`.execute(tx),
  );
};
const purge = () => workspace.within((tx) => purgeBin(tx, workspace.workspaceId, new Date(), 100));
const text = async (id: string) => (await company.entries(id))[0]?.text ?? null;
const expire = (id: string) =>
  workspace.within((tx) => sql`update hold set until = now() - interval '1 second' where id = ${id}`.execute(tx));

describe('a hold (R-HIS-7)', () => {
  it('on a card keeps it from the purge of the bin, with who was merged into it, until it is lifted', async () => {
    const { id } = await aContact(workspace, { name: 'Anna', email: 'anna@example.cz' });
    const { id: other } = await aContact(workspace, { name: 'Anička' });
    const { id: free } = await aContact(workspace, { name: 'Free' });
    const placed = await hold(other);
    await workspace.within((tx) => mergeContacts(tx, workspace.admin, { id, ids: [other] }));
    for (const card of [id, free]) await bin(card);
    expect(await purge()).toBe(1);
    expect(await holdsOf(id)).toMatchObject([
      { reason: 'Complaint 2026-0418', by: 'Ada Administrator', contact: { id } },
    ]);
    await lift(placed.id);
    expect(await purge()).toBe(1);
  });

  it('on a card keeps its conversations and changes whatever their age, also when it was laid into the bin since', async () => {
    const { id } = await aContact(workspace, { name: 'Anna' });
    const theirs = await company.ended(300);
    const others = await company.ended(300, { from: client('+420602333301') });
    await company.linkTo(theirs, id);
    const { id: placed } = await hold(id);
    for (const kind of ['text', 'unknown', 'changes', 'cards'] as const) await keeps(workspace, kind, 1);
    const inAYear = new Date(Date.now() + 365 * 86_400_000);
    expect(await removeAll(workspace, inAYear)).toEqual({ conversations: 1, changes: 0, cards: 0 });
    expect([await text(theirs), await text(others)]).toEqual(['Good morning', null]);
    expect(await holdsOf(theirs)).toMatchObject([{ direct: false, contact: { id } }]);
    await bin(id);
    expect([await removeAll(workspace, inAYear), await purge()]).toEqual([
      { conversations: 0, changes: 0, cards: 0 },
      0,
    ]);
    await lift(placed);
    expect((await removeAll(workspace, inAYear)).conversations).toBe(1);
    expect(await text(theirs)).toBeNull();
  });

  it('on a conversation keeps it, and whose it was, and nothing else of that client', async () => {
    const { id } = await aContact(workspace, { name: 'Anna' });
    const [held, other] = [await company.ended(300), await company.ended(300, { from: client('+420602333302') })];
    for (const conversation of [held, other]) await company.linkTo(conversation, id);
    await hold(held);
    await keeps(workspace, 'text', 100);
    await keeps(workspace, 'cards', 1);
    expect((await removeAll(workspace, new Date(Date.now() + 10 * 86_400_000))).cards).toBe(0);
    expect([await text(held), await text(other)]).toEqual(['Good morning', null]);
    await bin(id);
    expect(await purge()).toBe(0);
  });

  it('is seen by who removes also when it was placed after they looked', async () => {
    const [held, other] = [await company.ended(300), await company.ended(300, { from: client('+420602333303') })];
    await keeps(workspace, 'text', 100);
    const now = new Date();
    const periods = periodsAt(await workspace.within((tx) => retentionDecisions(tx, workspace.workspaceId)), now);
    const over = await workspace.within((tx) =>
      nextOver(tx, workspace.workspaceId, { periods, now, after: null, size: 10 }),
    );
    expect(over.ids.toSorted()).toEqual([held, other].toSorted());
    await hold(held);
    const gone = await workspace.within((tx) =>
      removeFromConversations(tx, workspace.workspaceId, over.ids, { periods, now }),
    );
    expect([gone, await text(held), await text(other)]).toEqual([1, 'Good morning', null]);
  });

  it('ends by itself at its date', async () => {
    const id = await company.ended(300);
    const until = new Date(Date.now() + 60_000).toISOString();
    const placed = await hold(id, { reason: 'Inspection', until });
    expect(placed).toMatchObject({ until, direct: true, conversation: { id } });
    await keeps(workspace, 'text', 100);
    expect((await removeAll(workspace)).conversations).toBe(0);
    await expire(placed.id);
    expect(await holdsOf(id)).toEqual([]);
    expect((await removeAll(workspace)).conversations).toBe(1);
    await expect(lift(placed.id)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'holdOver' });
    await expect(hold(id, { reason: 'Inspection', until: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });

  it('is a change of its card or conversation with its actor, as is lifting it; both are undone as anything', async () => {
    const { id } = await aContact(workspace, { name: 'Anna' });
    const placed = await hold(id);
    expect((await company.history(id))[0]).toMatchObject({
      type: 'change',
      verb: 'placeHold',
      actor: { name: 'Ada Administrator' },
      items: [{ target: 'hold', contactId: id, before: null, after: 'Complaint 2026-0418' }],
      undoable: true,
    });
    const { change } = await undo(placed.changeId);
    expect(await holdsOf(id)).toEqual([]);
    await undo(change.id);
    expect(await holdsOf(id)).toMatchObject([{ id: placed.id }]);
    const { changeId } = await lift(placed.id);
    await expect(undo(placed.changeId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await undo(changeId);
    expect(await holdsOf(id)).toMatchObject([{ id: placed.id }]);
    const { changeId: again } = await lift(placed.id);
    await expire(placed.id);
    await expect(undo(again)).rejects.toMatchObject({ code: 'CONFLICT' });

    const talk = await company.ended(1);
    const onTalk = await hold(talk);
    await undo(onTalk.changeId);
    expect(await holdsOf(talk)).toEqual([]);
  });

  it('is the administrators’ to place and lift, and seen by whoever sees what it stands on; all of them are listed', async () => {
    const { id } = await aContact(workspace, { name: 'Anna' });
    for (const who of [workspace.operator, workspace.supervisor]) {
      await expect(hold(id, complaint, who)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(workspace.within((tx) => listHolds(tx, who, { limit: 10 }))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    const { changeId, id: placed } = await hold(id);
    await expect(workspace.within((tx) => undoChange(tx, workspace.supervisor, changeId ?? ''))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const talk = await company.ended(1);
    const second = await hold(talk);
    expect((await holdsOf(id)).length).toBe(1);
    const first = await workspace.within((tx) => listHolds(tx, workspace.admin, { limit: 1 }));
    expect(first.items).toMatchObject([{ id: second.id, conversation: { id: talk, topic: 'Zora Nováková' } }]);
    const cursor = first.nextCursor ?? undefined;
    expect(await workspace.within((tx) => listHolds(tx, workspace.admin, { limit: 1, cursor }))).toMatchObject({
      items: [{ id: placed, contact: { id, name: 'Anna' } }],
      nextCursor: null,
    });
    await expect(holdsOf(talk, { ...workspace.operator, queues: [], id: second.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
