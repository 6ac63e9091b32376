import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Form, FormInput } from '#contract/form.ts';
import type { Session, WidgetEntries } from '#contract/widget.ts';
import { acceptConversation } from '#domain/conversations/desk/accept-conversation.ts';
import { tellTyping } from '#domain/conversations/desk/mark-seen.ts';
import { createForm } from '#domain/conversations/forms/form-settings.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { editSignedIdentity } from '#domain/identity/signed-identity-setting.ts';
import { editChannel } from '#domain/intake/edit-channel.ts';
import { writeReply } from '#domain/replies/write-reply.ts';
import { anApp, type TestApp } from '#test/support/app.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aServer, type TestServer } from '#test/support/live-stream.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
let app: TestApp;
let server: TestServer;
let workspace: Workspace;
let channel: string;
beforeAll(async () => {
  app = await anApp();
  server = await aServer(app);
});
afterAll(async () => {
  await server.close();
  await app.close();
});
beforeEach(async () => {
  workspace = await aWorkspace(app.database);
  channel = await aChannel(workspace, { kind: 'webchat' });
});

const page = { url: 'https://shop.example.com/', title: 'Shop' };
const at = (path: string) => `/widget/v1/${workspace.slug}/${channel}/${path}`;
const post = (path: string, session: Session | null, body: unknown = {}) =>
  app.call('POST', at(path), { body, ...(session && { headers: { authorization: `Bearer ${session.token}` } }) });
const aSession = async () => (await post('sessions', null, { page })).body as unknown as Session;
const anId = () => randomUUID().replace(/[\d-]/g, 'x');
const conversation = (id: unknown) => workspace.within((tx) => readConversation(tx, workspace.admin, String(id)));

async function aForm(kind: 'entry' | 'offline', setting: 'entryForm' | 'offlineForm'): Promise<Form> {
  const fields = [
    { id: 'who', type: 'text', label: { en: 'Name' }, required: true, fills: 'name' },
    { id: 'mail', type: 'email', label: { en: 'E-mail' }, required: true, fills: 'email' },
    { id: 'text', type: 'long', label: { en: 'Message' } },
  ];
  return workspace.within(async (tx) => {
    const form = await createForm(tx, workspace.admin, FormInput.parse({ kind, name: kind, fields }));
    await editChannel(tx, workspace.admin, { id: channel, settings: { [setting]: form.id } });
    return form;
  });
}

async function reply(id: string, text: string): Promise<string> {
  const replyId = randomUUID();
  const { contact } = await conversation(id);
  await workspace.within(async (tx) => {
    await acceptConversation(tx, workspace.operator, { id });
    const given = { id, replyId, text, contactId: contact?.id ?? null, attachments: [] };
    await writeReply(tx, workspace.operator, { mail: false }, given);
  });
  return replyId;
}

describe('The entry form of the widget (R-TAB-8)', () => {
  it('says beside each field what is wrong, and its answers are claims: they suggest a card and link none (R-REC-1)', async () => {
    const jana = await aContact(workspace, { name: 'Jana', email: 'jana@example.cz' });
    const form = await aForm('entry', 'entryForm');
    const session = await aSession();
    const wrong = await post(`forms/${form.id}`, session, { id: anId(), answers: { mail: 'jana@' } });
    expect([wrong.status, wrong.body.error]).toMatchObject([422, { fields: { who: 'missing', mail: 'email' } }]);

    const answers = { who: 'Jana H.', mail: 'jana@example.cz' };
    const id = anId();
    const first = await post(`forms/${form.id}`, session, { id, answers });
    const again = await post(`forms/${form.id}`, session, { id, answers });
    expect([first.status, again.body]).toEqual([200, first.body]);
    const { contact, suggested, topic } = await conversation(first.body.conversationId);
    expect({ contact, topic }).toEqual({ contact: null, topic: 'Jana H.' });
    expect(suggested.map((one) => [one.id, one.evidence.trust])).toEqual([[jana.id, 'claimed']]);
    expect(await list(session)).toMatchObject({ entries: [], state: 'waiting' });
  });

  it('is answered by its own channel’s visitors alone', async () => {
    const form = await aForm('entry', 'entryForm');
    const [first, second] = [channel, await aChannel(workspace, { kind: 'webchat' })];
    channel = second;
    const answers = { who: 'Jana', mail: 'jana@example.cz' };
    expect((await post(`forms/${form.id}`, await aSession(), { id: anId(), answers })).status).toBe(404);
    channel = first;
    expect((await post(`forms/${form.id}`, null, { id: anId(), answers })).status).toBe(401);
  });

  it('stands for the chat as the offline form, and arrives as a conversation', async () => {
    const form = await aForm('offline', 'offlineForm');
    await workspace.within((tx) => editChannel(tx, workspace.admin, { id: channel, settings: { isOpen: false } }));
    expect((await app.call('GET', at('settings'))).body).toMatchObject({ open: false, offline: { id: form.id } });
    const answers = { who: 'Karel', mail: 'karel@example.cz', text: 'Please call.' };
    const { body } = await post(`forms/${form.id}`, await aSession(), { id: anId(), answers });
    const { items } = await workspace.within((tx) =>
      listEntries(tx, workspace.admin, { id: String(body.conversationId), limit: 9 }),
    );
    expect(items[0]?.text).toContain('Please call.');
  });
});

describe('Who is signed in on the site', () => {
  const token = (claims: Record<string, unknown>, ends = '5m') =>
    new SignJWT({ name: 'Dana', ...claims })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setAudience('vizitka')
      .setIssuedAt()
      .setExpirationTime(ends)
      .sign(privateKey);

  beforeEach(async () => {
    const key = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const setting = { algorithm: 'EdDSA', key, audience: 'vizitka', issuer: null, maxAge: 600 } as const;
    const sealer = {
      seal: (text: string) => text,
      open: (text: string) => text,
      mark: (text: string) => Buffer.from(text),
    };
    await workspace.within((tx) => editSignedIdentity(tx, workspace.admin, sealer, setting));
  });

  it('is linked by what they write; a token that counts for nothing is refused with its reason', async () => {
    const dana = await aContact(workspace, { name: 'Dana', identifiers: [{ kind: 'subject', value: 'dana' }] });
    const session = await aSession();
    const wrong = await post('identify', session, { token: 'none' });
    expect([wrong.status, wrong.body.error]).toMatchObject([422, { fields: { token: 'malformed' } }]);
    const told = await post('identify', session, { token: await token({ sub: 'dana' }) });
    expect(told.body).toMatchObject({ token: session.token, signedInAs: 'Dana' });
    const { body } = await post('messages', session, { id: anId(), text: 'Hello' });
    expect(await conversation(body.conversationId)).toMatchObject({ contact: { id: dana.id }, linkTrust: 'operator' }); // as far as the card’s own value goes
  });

  it('sees nothing of another person on the same browser, and nobody sees anything of them once they signed out (R-REC-4)', async () => {
    const session = await aSession();
    await post('identify', session, { token: await token({ sub: 'dana' }) });
    await post('messages', session, { id: anId(), text: 'Dana’s own words' });
    const other = (await post('identify', session, { token: await token({ sub: 'eva', name: 'Eva' }) }))
      .body as unknown as Session;
    expect(other).toMatchObject({ signedInAs: 'Eva', conversationId: null, browser: session.browser });
    expect(other.token).not.toBe(session.token);
    expect((await list(other)).entries).toEqual([]);
    const nobody = (await post('identify', other, { token: null })).body as unknown as Session;
    expect([nobody.token === other.token, nobody.signedInAs]).toEqual([false, null]);
  });
});

describe('The stream of a conversation', () => {
  it('tells answers, states and typing as they come, says that they are delivered, and goes on after a cut', async () => {
    const session = await aSession();
    const { body } = await post('messages', session, { id: anId(), text: 'Hello' });
    const id = String(body.conversationId);
    const first = await listen(session);
    await first.until(({ entries }) => entries.length === 1);
    const replyId = await reply(id, 'Good day');
    await first.until(({ entries, operator }) => entries.length === 2 && operator === 'Olga Operátorová');
    await expect.poll(() => deliveryOf(id, replyId), { timeout: 5_000 }).toBe('delivered');
    await workspace.within((tx) => tellTyping(tx, workspace.operator, { id }));
    await first.until(({ types }) => types.includes('typing'));
    await post('typing', session);
    first.close();

    await reply(id, 'Are you there?');
    const second = await listen(session, first.cursor());
    await second.until(({ entries }) => entries.includes('Are you there?'));
    expect(first.heard().types.filter((type) => type === 'typing')).toHaveLength(1); // the visitor does not hear their own
    second.close();
  });

  it('tells nothing of other conversations of the same workspace', async () => {
    const [mine, theirs] = [await aSession(), await aSession()];
    await post('messages', mine, { id: anId(), text: 'Mine' });
    const stream = await listen(mine);
    await stream.until(({ entries }) => entries.length === 1);
    const { body } = await post('messages', theirs, { id: anId(), text: 'Theirs' });
    await reply(String(body.conversationId), 'To them');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(stream.heard().entries).toEqual(['Mine']);
    stream.close();
  });
});

async function list({ token }: Session): Promise<WidgetEntries> {
  const answer = await app.call('GET', at('entries'), { headers: { authorization: `Bearer ${token}` } });
  return answer.body as unknown as WidgetEntries;
}

async function deliveryOf(id: string, entryId: string): Promise<string | undefined> {
  const { items } = await workspace.within((tx) => listEntries(tx, workspace.admin, { id, limit: 50 }));
  return items.find((one) => one.id === entryId)?.delivery?.state;
}

interface Heard {
  /** Texts of the entries, each once. */
  entries: string[];
  operator: string | null;
  types: string[];
}

/** Listens as the widget does. */
async function listen({ token }: Session, cursor?: string) {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${token}`, ...(cursor && { 'last-event-id': cursor }) };
  const answer = await fetch(server.url + at('events'), { headers, signal: leaving.signal });
  const entries = new Map<string, string>();
  const heard: Omit<Heard, 'entries'> & { cursor: string } = { operator: null, types: [], cursor: '' };
  const read = async () => {
    let text = '';
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + part).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        if (field('event')) heard.types.push(field('event')!);
        heard.cursor = field('id') ?? heard.cursor;
        if (field('event') !== 'entries') continue;
        const told = JSON.parse(field('data')!) as WidgetEntries;
        heard.operator = told.operator;
        for (const entry of told.entries) entries.set(entry.id, entry.text ?? '');
      }
    }
  };
  read().catch(() => {});
  const now = (): Heard => ({ ...heard, entries: [...entries.values()] });
  return {
    heard: now,
    cursor: () => heard.cursor,
    until: (isThere: (heard: Heard) => boolean) => expect.poll(() => isThere(now()), { timeout: 5_000 }).toBe(true),
    close: () => leaving.abort(),
  };
}
