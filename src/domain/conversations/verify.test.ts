import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCodeSender } from '#channels/email/send-code.ts';
import { makeSealer } from '#http/auth/sealer.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver } from '#test/support/receiver.ts';
import { readContact } from '../contacts/read-contact.ts';
import { readHistory } from '../history/read-history.ts';
import { undoChange } from '../history/undo-change.ts';
import { enterCode } from './enter-code.ts';
import { linkConversation } from './link-conversation.ts';
import { readConversation } from './read-conversation.ts';
import { sendCode } from './send-code.ts';
import { verifyByQuestions } from './verify-by-questions.ts';

const database = ownDatabase();
let server: MailServer;
let sender: ReturnType<typeof openCodeSender>;
let workspace: Workspace;
let jana: Awaited<ReturnType<typeof aContact>>;
let id: string;
const sealer = makeSealer('a secret of the tests, long enough for it');
beforeAll(async () => {
  server = await aMailServer();
  sender = openCodeSender({ url: server.url, from: 'desk@example.cz' });
});
beforeEach(async () => {
  server.mails.length = 0;
  workspace = await aWorkspace(database);
  jana = await aContact(workspace, { name: 'Jana', email: 'jana@example.cz', phone: '602000111' });
  const phone = await aReceiver(workspace, { kind: 'phone' });
  ({ id } = await phone.receive({ from: { kind: 'phone', value: '602000111' } }));
});
afterAll(async () => {
  sender.close();
  await server.close();
});

const idOf = (kind: string) => jana.identifiers.find((one) => one.kind === kind)?.id ?? '';
const send = (kind = 'email', tools: Partial<Parameters<typeof sendCode>[2]> = {}) =>
  sendCode(database, workspace.operator, { sealer, sender, ...tools }, { id, identifierId: idOf(kind) });
const enter = (code: string) => workspace.within((tx) => enterCode(tx, workspace.operator, sealer, { id, code }));
const sentCode = () => /\d{6}/.exec(server.mails.at(-1)?.subject ?? '')?.[0] ?? '';
const read = () => workspace.within((tx) => readConversation(tx, workspace.operator, id));
const rows = () => workspace.within((tx) => tx.selectFrom('verification').selectAll().execute());

describe('Verify by a code (R-REC-11)', () => {
  test('goes to an address of the card, and proves it for this conversation', async () => {
    expect(await send()).toMatchObject({
      state: 'codeSent',
      how: 'code',
      to: 'j•••@example.cz',
      by: 'Olga Operátorová',
      triesLeft: 5,
    });
    expect(server.mails[0]?.envelope.to).toEqual(['jana@example.cz']);
    expect(server.mails[0]?.subject).toMatch(/^\d{6} je váš kód/); // a Czech workspace
    expect(await enter(` ${sentCode().slice(0, 3)} ${sentCode().slice(3)}`)).toMatchObject({ state: 'verified' });
    expect((await read()).verification).toMatchObject({ state: 'verified', how: 'code', by: 'Olga Operátorová' });
    const card = await workspace.within((tx) => readContact(tx, workspace.operator, jana.id));
    expect(card.identifiers.find(({ kind }) => kind === 'email')).toMatchObject({ trust: 'proven' });
    const { items } = await workspace.within((tx) => readHistory(tx, workspace.operator, { id: jana.id, limit: 10 }));
    const changes = items.flatMap((item) => (item.type === 'conversation' ? item.changes : [])).map(({ verb }) => verb);
    expect(changes).toContain('verifyClient');
  });

  test('the store keeps no code, and none leaves twice alike by chance of a plain digest', async () => {
    await send();
    const code = sentCode();
    const [row] = await rows();
    expect(JSON.stringify(row)).not.toContain(code);
    expect(row?.codeHash?.length).toBe(32);
    expect(row?.codeHash).toEqual(sealer.mark(code, id));
    expect(row?.codeHash).not.toEqual(makeSealer('another installation has another secret').mark(code, id));
  });

  test('five wrong tries, and it has failed: the right one comes too late', async () => {
    await send();
    const code = sentCode();
    const wrong = code === '000000' ? '111111' : '000000';
    for (const left of [4, 3, 2, 1]) expect(await enter(wrong)).toMatchObject({ state: 'codeSent', triesLeft: left });
    expect(await enter(wrong)).toMatchObject({ state: 'failed', triesLeft: 0 });
    await expect(enter(code)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await read()).verification).toMatchObject({ state: 'failed' });
  });

  test('counts for ten minutes', async () => {
    await send();
    await workspace.within((tx) =>
      tx
        .updateTable('verification')
        .set({ expiresAt: new Date(Date.now() - 1_000) })
        .execute(),
    );
    expect(await enter(sentCode())).toMatchObject({ state: 'failed' });
  });

  test('of two answers at once each costs a try', async () => {
    await send();
    const code = sentCode();
    const wrong = code === '000000' ? '111111' : '000000';
    const left = (await Promise.all([enter(wrong), enter(wrong), enter(wrong)])).map(({ triesLeft }) => triesLeft);
    expect(left.sort()).toEqual([2, 3, 4]);
  });

  test('at most three in an hour, only the last of which counts', async () => {
    const codes: string[] = [];
    for (let n = 0; n < 3; n++) {
      await send();
      codes.push(sentCode());
    }
    await expect(send()).rejects.toMatchObject({ code: 'TOO_MANY' });
    if (codes[0] !== codes[2]) expect(await enter(codes[0]!)).toMatchObject({ state: 'codeSent', triesLeft: 4 });
    expect(await enter(codes[2]!)).toMatchObject({ state: 'verified' });
  });

  test('says what to set where it cannot be sent, and keeps nothing of one that did not leave', async () => {
    await expect(send('email', { sender: null })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('VIZITKA_SMTP_URL'),
    });
    await expect(send('phone')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('e-mail'),
    });
    const broken = { send: () => Promise.reject(new Error('the mail server is away.')) };
    await expect(send('email', { sender: broken })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('is away'),
    });
    expect(await rows()).toEqual([]);
  });

  test('goes nowhere but to a value of this client’s own', async () => {
    const eva = await aContact(workspace, { name: 'Eva', email: 'eva@example.cz' });
    const identifierId = eva.identifiers[0]?.id ?? '';
    await expect(
      sendCode(database, workspace.operator, { sealer, sender }, { id, identifierId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await workspace.within((tx) =>
      tx
        .updateTable('identifier')
        .set({ state: 'shared', ownerId: null })
        .where('kind', '=', 'email')
        .where('key', '=', 'jana@example.cz')
        .execute(),
    );
    await expect(send()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(server.mails).toEqual([]);
  });

  test('is about the client whom it was sent to: of another card it says nothing', async () => {
    await send();
    await enter(sentCode());
    const eva = await aContact(workspace, { name: 'Eva' });
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: eva.id }));
    expect((await read()).verification).toBeNull();
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: jana.id }));
    expect((await read()).verification).toMatchObject({ state: 'verified' });
  });
});

describe('Verify by questions', () => {
  const ask = (result: 'verified' | 'failed') =>
    workspace.within((tx) => verifyByQuestions(tx, workspace.operator, { id, result }));

  test('records who, when and how, and the last word counts', async () => {
    await ask('failed');
    expect(await ask('verified')).toMatchObject({
      state: 'verified',
      how: 'questions',
      to: null,
      by: 'Olga Operátorová',
    });
    expect((await read()).verification).toMatchObject({ state: 'verified' });
  });

  test('is undone, and done again', async () => {
    await ask('verified');
    const last = async () =>
      (await workspace.within((tx) => tx.selectFrom('change').select('id').orderBy('at', 'desc').execute()))[0]?.id ??
      '';
    const verified = await last();
    const { change } = await workspace.within((tx) => undoChange(tx, workspace.operator, verified));
    expect((await read()).verification).toBeNull();
    await workspace.within((tx) => undoChange(tx, workspace.operator, change.id));
    expect((await read()).verification).toMatchObject({ state: 'verified', how: 'questions', by: 'Olga Operátorová' });
  });

  test('of an unknown client there is nothing to verify', async () => {
    const chat = await aReceiver(workspace, { kind: 'webchat' });
    const unknown = await chat.receive({ from: { kind: 'browser', value: 'b-1' } });
    await expect(
      workspace.within((tx) => verifyByQuestions(tx, workspace.operator, { id: unknown.id, result: 'verified' })),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
