import { beforeAll, describe, expect, test } from 'vitest';
import { WorkspaceEdit } from '#contract/workspace-routes.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { editWorkspace, readWorkspaceOf } from './edit-workspace.ts';
import { queueIsOpen } from './queue-is-open.ts';
import { dayZone, languageOfWorkspace } from './workspace-settings.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const edit = (change: WorkspaceEdit, who = workspace.admin) => workspace.within((tx) => editWorkspace(tx, who, change));
const hours = (from: string, to: string) => ({ timeZone: 'Europe/Prague', week: [{ day: 1, from, to }] });

describe('the settings of a workspace (R-DSK-6)', () => {
  test('are read by everybody, as delivered where nobody set them, and changed by administrators', async () => {
    const read = await workspace.within((tx) => readWorkspaceOf(tx, workspace.operator));
    expect(read).toMatchObject({ name: 'Example', hours: null, holidays: [], capacity: { places: 5 }, freeTags: true });
    await expect(edit({ name: 'Mine' }, workspace.supervisor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('change one by one: what is not named stays, what other parts keep there too', async () => {
    const kept = { signedIdentity: { audience: 'ours' } };
    await workspace.within((tx) =>
      tx
        .updateTable('workspace')
        .set({ settings: JSON.stringify(kept) })
        .execute(),
    );
    await edit({ name: 'Zelená', country: null, maskCards: true });
    expect(await edit({ language: 'cs', hours: hours('08:00', '16:00') })).toMatchObject({
      name: 'Zelená',
      country: null,
      maskCards: true,
      language: 'cs',
    });
    expect(await edit({ language: null })).not.toHaveProperty('language');
    const { settings } = await workspace.within((tx) =>
      tx.selectFrom('workspace').select('settings').executeTakeFirstOrThrow(),
    );
    expect(settings).toMatchObject(kept);
  });

  test('say the language and the days of the workspace: as set, else by its country', async () => {
    const { within, workspaceId } = workspace;
    const told = () =>
      within(async (tx) => [await languageOfWorkspace(tx, workspaceId), await dayZone(tx, workspaceId)]);
    await edit({ country: 'CZ', language: null, hours: null });
    expect(await told()).toEqual(['cs', 'Europe/Prague']);
    await edit({ country: 'GB' });
    expect(await told()).toEqual(['en', 'Europe/London']);
    await edit({ language: 'cs', hours: { ...hours('08:00', '16:00'), timeZone: 'Asia/Tokyo' } });
    expect(await told()).toEqual(['cs', 'Asia/Tokyo']);
  });

  test('a queue is open by its own hours, else by the workspace’s; on holidays neither', async () => {
    const { within, workspaceId, queue, otherQueue } = workspace;
    await edit({ hours: hours('08:00', '16:00'), holidays: [{ day: '2026-11-30', name: '' }] });
    const own = JSON.stringify(hours('18:00', '20:00'));
    await within((tx) => tx.updateTable('queue').set({ hours: own }).where('id', '=', otherQueue).execute());
    const open = (of: string, at: string) =>
      within(async (tx) => (await queueIsOpen(tx, workspaceId, of, new Date(at))).open);
    expect(await open(queue, '2026-11-23T09:00:00+01:00')).toBe(true);
    expect(await open(otherQueue, '2026-11-23T09:00:00+01:00')).toBe(false);
    expect(await open(otherQueue, '2026-11-23T19:00:00+01:00')).toBe(true);
    expect(await open(queue, '2026-11-30T09:00:00+01:00')).toBe(false);
    expect(await open(otherQueue, '2026-11-30T19:00:00+01:00')).toBe(false);
  });

  test('take only hours that can be: known zones, spans that end after they begin', () => {
    const isTaken = (given: unknown) => WorkspaceEdit.safeParse({ hours: given }).success;
    expect(isTaken(hours('00:00', '24:00'))).toBe(true);
    expect(isTaken({ ...hours('08:00', '16:00'), timeZone: 'Nowhere/Else' })).toBe(false);
    expect(isTaken(hours('16:00', '08:00'))).toBe(false);
    expect(isTaken(hours('8:00', '16:00'))).toBe(false);
  });
});
