import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeSealer } from '#http/auth/sealer.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { theDirectory } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver, type Receiver } from '#test/support/receiver.ts';
import { listEntries } from '../conversations/list-entries.ts';
import { editSignedIdentity } from '../identity/signed-identity-setting.ts';

const database = ownDatabase();
let workspace: Workspace;
let chat: Receiver;
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const sealer = makeSealer('a secret of the tests, long enough for it');
beforeEach(async () => {
  workspace = await aWorkspace(database);
  const key = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  await workspace.within((tx) =>
    editSignedIdentity(tx, workspace.admin, sealer, {
      algorithm: 'EdDSA',
      key,
      audience: 'vizitka',
      issuer: null,
      maxAge: 600,
    }),
  );
  chat = await aReceiver(workspace, { kind: 'webchat' }, sealer);
});

const token = (claims: Record<string, unknown>) =>
  new SignJWT({ aud: 'vizitka', ...claims })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
const from = { kind: 'browser' as const, value: 'b-1' };
const cards = async () => (await theDirectory(workspace)).map(({ name, values }) => [name, ...values]).sort();

describe('A signed identity (R-ID-4)', () => {
  test('makes a card with the name, address and number that it signs, and finds it again from another browser', async () => {
    const identity = await token({
      sub: 'jana',
      name: 'Jana Horáková',
      email: 'Jana@example.cz',
      phone_number: '+420602000111',
    });
    const first = await chat.receive({ from, identity });
    const again = await chat.receive({ from: { ...from, value: 'b-2' }, identity });
    expect(first).toMatchObject({
      contact: { name: 'Jana Horáková' },
      link: { rule: 'created', evidence: { kind: 'subject', trust: 'signed' }, authenticatedBy: 'JWT' },
    });
    expect(again.contact?.id).toBe(first.contact?.id);
    expect(await cards()).toEqual([
      [
        'Jana Horáková',
        'browser:b-1 claimed',
        'browser:b-2 claimed',
        'email:jana@example.cz signed',
        'phone:+420602000111 signed',
        'subject:jana signed',
      ],
    ]);
  });

  test('does not vouch for an address that it says is not verified', async () => {
    await chat.receive({
      from,
      identity: await token({ sub: 'jana', email: 'jana@example.cz', email_verified: false }),
    });
    expect(await cards()).toEqual([[null, 'browser:b-1 claimed', 'subject:jana signed']]);
  });

  test('that counts for nothing is said with the entry, and the message is a claim', async () => {
    const { id, contact } = await chat.receive({ from, identity: await token({ sub: 'jana', aud: 'elsewhere' }) });
    const { items } = await workspace.within((tx) => listEntries(tx, workspace.admin, { id, limit: 10 }));
    expect(contact).toBeNull();
    expect(items[0]?.warnings).toEqual([expect.stringMatching(/^signedIdentity\.wrongAudience: /)]);
  });
});

describe('Another signed person on the same browser (R-REC-4)', () => {
  const jana = () => token({ sub: 'jana', name: 'Jana' });
  const eva = () => token({ sub: 'eva', name: 'Eva' });

  test('is a new client, and no merge: the browser stands on both cards and leads to neither', async () => {
    await chat.receive({ from, conversation: 'one', identity: await jana() });
    const second = await chat.receive({ from, conversation: 'two', identity: await eva() });
    expect(second).toMatchObject({ contact: { name: 'Eva' }, link: { rejected: [{ reason: 'otherPerson' }] } });
    expect(await cards()).toEqual([
      ['Eva', 'browser:b-1 claimed', 'subject:eva signed'],
      ['Jana', 'browser:b-1 claimed', 'subject:jana signed'],
    ]);
    const { state, ownerId } = await workspace.within((tx) =>
      tx.selectFrom('identifier').select(['state', 'ownerId']).where('kind', '=', 'browser').executeTakeFirstOrThrow(),
    );
    expect({ state, ownerId }).toEqual({ state: 'contested', ownerId: null });
    const third = await chat.receive({ from, conversation: 'three' });
    expect(third).toMatchObject({ contact: null, link: { rule: 'several' } });
  });

  test('in either order of arrival gives the same directory (R-REC-9)', async () => {
    const receive = async (order: (() => Promise<string>)[]) => {
      for (const [n, identity] of order.entries())
        await chat.receive({ from, conversation: `c-${n}`, identity: await identity() });
      return cards();
    };
    const expected = await receive([jana, eva, jana]);
    workspace = await aWorkspace(database);
    const key = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    await workspace.within((tx) =>
      editSignedIdentity(tx, workspace.admin, sealer, {
        algorithm: 'EdDSA',
        key,
        audience: 'vizitka',
        issuer: null,
        maxAge: 600,
      }),
    );
    chat = await aReceiver(workspace, { kind: 'webchat' }, sealer);
    expect(await receive([eva, jana, jana])).toEqual(expected);
  });

  test('who takes over within one conversation takes it along, and nothing of theirs goes to the first person’s card', async () => {
    const first = await chat.receive({ from, at: '2026-05-04T10:00:00Z', identity: await jana() });
    const second = await chat.receive({ from, at: '2026-05-04T10:05:00Z', identity: await eva() });
    expect(second.id).toBe(first.id);
    expect(second.contact).toMatchObject({ name: 'Eva' });
    expect(second.link?.rejected).toContainEqual(
      expect.objectContaining({ contactId: first.contact?.id, reason: 'otherPerson' }),
    );
    expect(await cards()).toEqual([
      ['Eva', 'browser:b-1 claimed', 'subject:eva signed'],
      ['Jana', 'browser:b-1 claimed', 'subject:jana signed'],
    ]);
    const form = [{ kind: 'email' as const, value: 'eva@example.cz' }];
    const third = await chat.receive({ from, at: '2026-05-04T10:06:00Z', also: form });
    expect(third.contact).toMatchObject({ name: 'Eva' });
    expect((await cards())[0]).toEqual([
      'Eva',
      'browser:b-1 claimed',
      'email:eva@example.cz claimed',
      'subject:eva signed',
    ]);
  });

  test.each(['accepted', 'accepted and then redirected to a queue'])(
    'never moves a conversation that an operator %s: what speaks for them waits for an answer',
    async (how) => {
      const assigneeId = how === 'accepted' ? workspace.operator.id : null;
      await chat.receive({ from: { ...from, value: 'b-9' }, conversation: 'hers', identity: await eva() });
      const { id } = await chat.receive({ from, at: '2026-05-04T10:00:00Z', identity: await jana() });
      await workspace.within((tx) =>
        tx.updateTable('conversation').set({ assigneeId, acceptedAt: new Date() }).where('id', '=', id).execute(),
      );
      const after = await chat.receive({ from, at: '2026-05-04T10:05:00Z', identity: await eva() });
      expect(after).toMatchObject({
        contact: { name: 'Jana' },
        contrary: { contact: { name: 'Eva' }, evidence: { kind: 'subject', display: 'eva' } },
      });
      expect(await cards()).toContainEqual(['Jana', 'browser:b-1 claimed', 'subject:jana signed']);
    },
  );
});
