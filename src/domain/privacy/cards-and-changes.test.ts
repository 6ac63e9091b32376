import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { aContact, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aKeepingCompany, client, daysAgo, keeps, removeAll, whereStands } from '#test/support/retention-factory.ts';
import { binContact } from '../contacts/bin-contact.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { readContact } from '../contacts/read-contact.ts';
import { restoreContact } from '../contacts/restore-contact.ts';
import { readChange } from '../history/read-changes.ts';
import { undoChange } from '../history/undo-change.ts';
import { undoMany } from '../history/undo-many.ts';

const database = ownDatabase();
let company: Awaited<ReturnType<typeof aKeepingCompany>>;
let workspace: Workspace;
beforeEach(async () => {
  company = await aKeepingCompany(database);
  ({ workspace } = company);
});
const rename = async (id: number, name: string) => {
  const { version } = await readCard(id);
  const { changeId } = await workspace.within((tx) =>
    editContact(tx, workspace.operator, { id, version, edit: { name } }),
  );
  return changeId as string;
};
const readCard = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const undo = (id: string) => workspace.within((tx) => undoChange(tx, workspace.admin, id));
/** What was done until now was done so many days ago. */
const allOfThatWas = (days: number) =>
  workspace.within(async (tx) => {
    const ago = sql`make_interval(days => ${days}::int, hours => 1)`;
    await sql`update change set at = at - ${ago}`.execute(tx);
    await sql`update change_item set at = at - ${ago}`.execute(tx);
    await sql`update contact set created_at = created_at - ${ago}`.execute(tx);
    await sql`update identifier set last_seen = last_seen - ${ago}`.execute(tx);
  });
const none = { conversations: 0, changes: 0, cards: 0 };

describe('changes of cards whose time is over (R-HIS-7)', () => {
  it('keep who did what and when; what was is gone, and undo reaches no further', async () => {
    const { id } = await aContact(workspace, { name: 'Anna Nováková' });
    const first = await rename(id, 'Anna Rhodiová');
    await allOfThatWas(40);
    const second = await rename(id, 'Anna Malá');
    await keeps(workspace, 'changes', 30);
    expect(await removeAll(workspace)).toEqual({ ...none, changes: 2 }); // made, and the first one
    const gone = await workspace.within((tx) => readChange(tx, workspace.admin, first));
    expect(gone).toMatchObject({
      verb: 'editContact',
      actor: { name: 'Olga Operátorová' },
      items: [],
      undoable: false,
      removedAt: expect.stringMatching(/Z$/),
    });
    expect(
      (await company.history(id)).map((item) => item.type === 'change' && [item.verb, item.removedAt !== null]),
    ).toEqual([
      ['editContact', false],
      ['editContact', true],
      ['createContact', true],
    ]);
    await expect(undo(first)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'undoRemoved',
      message: 'What was before this change was removed when its time was over, so it cannot be undone any more.',
    });
    const many = await undoMany(database, workspace.admin, { operatorId: workspace.operator.id });
    expect(many).toMatchObject({ undone: 1, refused: [{ changeId: first }] });
    expect((await readCard(id)).name).toBe('Anna Rhodiová'); // the second was undone, as far as its own record says
    expect(second).not.toBe(first);
    expect(await removeAll(workspace)).toEqual(none);
  });

  it('are counted from the end of the conversation that they came of, and stay while that runs', async () => {
    const { id: card } = await aContact(workspace, { name: 'Zora' });
    const id = await company.ended(10);
    await company.linkTo(id, card);
    await allOfThatWas(40);
    await keeps(workspace, 'changes', 30);
    expect((await removeAll(workspace)).changes).toBe(1); // that the card was made; the link is of a conversation that ended ten days ago
    await workspace.within((tx) =>
      sql`update conversation set ended_at = ${daysAgo(35)}, last_at = ${daysAgo(35)}, state = 'open'`.execute(tx),
    );
    expect((await removeAll(workspace)).changes).toBe(0);
    await workspace.within((tx) => sql`update conversation set state = 'closed'`.execute(tx));
    expect((await removeAll(workspace)).changes).toBe(1);
    expect(await company.read(id)).toMatchObject({ contact: { id: card } });
  });

  it('say nothing of merged cards any more, which stay merged', async () => {
    const kept = await aContact(workspace, { name: 'Anna', email: 'anna@example.cz' });
    const other = await aContact(workspace, { name: 'Anička Osmiová', phone: '+420602333111' });
    const { changeId } = await workspace.within((tx) =>
      mergeContacts(tx, workspace.admin, { id: kept.id, ids: [other.id] }),
    );
    await allOfThatWas(40);
    await keeps(workspace, 'changes', 30);
    expect((await removeAll(workspace)).changes).toBe(3);
    await expect(undo(changeId ?? '')).rejects.toMatchObject({ reason: 'undoRemoved' });
    expect((await readCard(other.id)).id).toBe(kept.id);
  });
});

describe('cards without contact whose time is over (R-HIS-7)', () => {
  it('go to the bin, where they can be restored until they are purged; who had contact or was worked on stays', async () => {
    const silent = await aContact(workspace, { name: 'Silent', email: 'silent@example.cz' });
    const spoken = await aContact(workspace, { name: 'Spoken' });
    const runs = await aContact(workspace, { name: 'Runs' });
    const former = await aContact(workspace, { name: 'Former' });
    const edited = await aContact(workspace, { name: 'Edited' });
    const inBin = await aContact(workspace, { name: 'In the bin' });
    await workspace.within((tx) => binContact(tx, workspace.admin, { id: inBin.id, version: inBin.version }));
    await company.linkTo(await company.ended(20), spoken.id);
    await company.linkTo(await company.ended(60, { from: client('+420602333112') }), former.id);
    const open = await company.ended(60, { from: client('+420602333113') });
    await company.linkTo(open, runs.id);
    await workspace.within((tx) => sql`update conversation set state = 'open' where id = ${open}`.execute(tx));
    await allOfThatWas(60);
    await rename(edited.id, 'Edited lately');
    const young = await aContact(workspace, { name: 'Young' });
    await keeps(workspace, 'cards', 30);
    expect(await removeAll(workspace)).toEqual({ ...none, cards: 2 });
    const states = await Promise.all(
      [silent, spoken, runs, former, edited, young].map(async ({ id }) => (await readCard(id)).state),
    );
    expect(states).toEqual(['binned', 'active', 'active', 'binned', 'active', 'active']);
    const [binned] = await company.history(silent.id);
    expect(binned).toMatchObject({
      type: 'change',
      verb: 'binContact',
      actor: { type: 'system', name: null },
      reason: { rule: 'withoutContact' },
      undoable: true,
    });
    await workspace.within((tx) => restoreContact(tx, workspace.admin, silent.id));
    expect(await removeAll(workspace)).toEqual(none); // somebody wants it
    expect(await whereStands(workspace, 'silent@example.cz')).not.toEqual([]);
  });
});
