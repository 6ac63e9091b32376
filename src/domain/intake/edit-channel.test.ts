import { beforeEach, describe, expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver, type Receiver } from '#test/support/receiver.ts';
import { editChannel, readChannel } from './edit-channel.ts';

const database = ownDatabase();
let workspace: Workspace;
let chat: Receiver;
beforeEach(async () => {
  workspace = await aWorkspace(database);
  chat = await aReceiver(workspace, { kind: 'webchat', settings: { own: ['support@example.com'] } });
});

const edit = (given: Omit<Parameters<typeof editChannel>[2], 'id'>, by = workspace.admin) =>
  workspace.within((tx) => editChannel(tx, by, { id: chat.channelId, ...given }));

describe('The settings of a channel (R-REC-5)', () => {
  test('are told with what they are as delivered', async () => {
    const read = await workspace.within((tx) => readChannel(tx, workspace.admin, { id: chat.channelId }));
    expect(read.settings).toMatchObject({
      otherTrust: 'claimed',
      linksFrom: 'network',
      automaticCard: 'moreThanBrowser',
      numberQuietMonths: 12,
      own: ['support@example.com'],
    });
  });

  test('change one by one, and go back to what the kind allows', async () => {
    await edit({ settings: { ownTrust: 'channel' }, name: 'Shop' });
    const both = await edit({ settings: { numberQuietMonths: 6 } });
    expect(both).toMatchObject({ name: 'Shop', enabled: true });
    expect(both.settings).toMatchObject({ ownTrust: 'channel', numberQuietMonths: 6, own: ['support@example.com'] });
    expect((await edit({ settings: { ownTrust: null } })).settings.ownTrust).toBeUndefined();
  });

  test('count from the next message on: a claim links where the channel lets claims link, and the sender is told of nobody', async () => {
    const jana = await aContact(workspace, { name: 'Jana', email: 'jana@example.cz' });
    const also = [{ kind: 'email' as const, value: 'jana@example.cz' }];
    const say = (value: string) => chat.receive({ from: { kind: 'browser', value }, also });
    expect((await say('b-1')).contact).toBeNull();
    await edit({ settings: { linksFrom: 'claimed' } });
    expect(await say('b-2')).toMatchObject({ contact: { id: jana.id }, linkTrust: 'claimed', toldContactId: null });
  });

  test('are the administrators’', async () => {
    await expect(edit({ name: 'Mine' }, workspace.supervisor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const other = await aWorkspace(database);
    await expect(
      other.within((tx) => editChannel(tx, other.admin, { id: chat.channelId, name: 'Theirs' })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
