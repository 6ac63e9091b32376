import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notedReason, notePossibleDuplicate } from '#domain/contacts/duplicates/note-duplicate.ts';
import { createChannel } from '#domain/intake/create-channel.ts';
import { type Answer, aCompany, anApp, type Company, type TestApp } from './support/app.ts';
import { aBlockedSender, anAccessRequest } from './support/kept-out-rows.ts';
import { aForm, anItem, aRoute, aRule, bodies, type Ids, inADay } from './support/operation-bodies.ts';
import { aHold } from './support/retention-factory.ts';

/** Stands in everything that the other company has. No answer to us may hold it. */
const mark = 'Quizzaciously';

interface Operation {
  id: string;
  method: string;
  path: string;
  hasBody: boolean;
}

let app: TestApp;
let ours: Company;
let theirs: Company;
let ids: Ids;
let own: Ids;
let operations: Operation[];
beforeAll(async () => {
  app = await anApp();
  ours = await aCompany(app, 'ours');
  theirs = await aCompany(app, 'theirs');
  own = await filled(ours, 'Plain', 0);
  ids = await filled(theirs, mark, 3);
  operations = await operationsOfTheDocument();
});
afterAll(() => app.close());

describe('the ids of another workspace', () => {
  for (const who of ['browser', 'key'] as const) {
    it(`are not found by any route, and nothing of theirs changes or shows (${who})`, async () => {
      const before = await everythingOf(theirs);
      for (const operation of operations) {
        const answer = await call(operation, ids, ours[who]);
        const refusal = refusalOf(operation.id, who);
        if (operation.path.includes('{')) expect([operation.id, answer.status]).toEqual([operation.id, refusal]);
        expect(answer.status, operation.id).toBeLessThan(500);
        expect(answer.text, operation.id).not.toContain(mark);
      }
      expect(await everythingOf(theirs)).toEqual(before);
    });
  }

  it('are not found in what is sent along with ids of our own', async () => {
    const before = [await everythingOf(theirs), await everythingOf(ours)];
    const linked = await send('POST', `/conversations/${own.conversation}/link`, { contactId: ids.contact });
    const listed = await send('GET', `/conversations?contact=${ids.contact}`);
    expect(linked.status).toBe(404);
    expect(listed.text).not.toContain(mark);
    expect([await everythingOf(theirs), await everythingOf(ours)]).toEqual(before);
  });

  it('are found by their own people: the routes that refuse us do work', async () => {
    for (const operation of operations.filter(({ method, path }) => method === 'GET' && path.includes('{'))) {
      const answer = await call(operation, ids, theirs.key);
      expect([operation.id, answer.status]).toEqual([operation.id, 200]);
    }
  });
});

describe('a query that forgets its where', () => {
  it('sees, changes and adds nothing outside its workspace', async () => {
    const before = await everythingOf(theirs);
    const seen = await app.database.inWorkspace(ours.workspaceId, async (tx) => {
      await sql`update contact set name = 'Changed by mistake'`.execute(tx);
      await sql`delete from attachment`.execute(tx);
      return (await tx.selectFrom('conversation').select('workspaceId').distinct().execute()).map(
        (row) => row.workspaceId,
      );
    });
    expect(seen).toEqual([ours.workspaceId]);
    const adding = app.database.inWorkspace(ours.workspaceId, (tx) =>
      sql`insert into queue (workspace_id, id, name) values (${theirs.workspaceId}, gen_random_uuid(), 'Ours')`.execute(
        tx,
      ),
    );
    await expect(adding).rejects.toMatchObject({ code: '42501' });
    expect(await everythingOf(theirs)).toEqual(before);
  });

  it('sees nothing at all where no workspace is chosen', async () => {
    const { rows } = await app.database.atTheDoor((tx) =>
      sql<{ n: number }>`select count(*) as n from contact`.execute(tx),
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

/** Keys have no views at all; what is put under a value would be a card of our own, were it not for the version sent along. */
function refusalOf(id: string, who: 'browser' | 'key'): number {
  if (id === 'contacts.putByIdentifier') return 412;
  return who === 'key' && (id.startsWith('views.') || atTheDesk.has(id)) ? 403 : 404;
}

/** What only a person does. */
const atTheDesk = new Set([
  'contacts.begin',
  'visitors.invite',
  ...[
    'accept',
    'redirect',
    'invite',
    'answer',
    'leave',
    'close',
    'finish',
    'moreTime',
    'reopen',
    'seen',
    'typing',
    'block',
    'askAccess',
  ].map((verb) => `conversations.${verb}`),
  'accessRequests.answer',
]);

/** A company with a conversation of its own, and cards whose numbers only it has. */
async function filled(company: Company, word: string, cards: number): Promise<Ids> {
  const { id: channel } = await app.database.inWorkspace(company.workspaceId, (tx) =>
    createChannel(tx, company.system, { kind: 'whatsapp', name: `${word} channel` }),
  );
  for (let card = 0; card < cards; card++) await send('POST', '/contacts', { name: `${word} ${card}` }, company);
  const item = { ...anItem('first'), text: word, html: `<p>${word}</p>` };
  const attachments = [{ name: `${word}.txt`, type: 'text/plain', size: 3, content: 'YWJj' }];
  const { items } = (await send('POST', `/channels/${channel}/inbound`, { ...item, attachments }, company)).body as {
    items: { conversationId: string; contactId: number }[];
  };
  const { conversationId: conversation = '', contactId: contact = 0 } = items[0] ?? {};
  const imported = await importOf(company, word);
  const { body: view } = await app.call('POST', '/api/v1/views', {
    headers: company.browser,
    body: { name: word, query: { q: word } },
  });
  const value = `${word.toLowerCase()}@example.com`;
  const identifiers = { add: [{ kind: 'email', value }] };
  await send('PATCH', `/contacts/${contact}`, { name: `${word} Client`, identifiers }, company, { 'if-match': '"1"' });
  await send('POST', '/excluded-values', { kind: 'email', value }, company);
  const field = await send('POST', '/fields', { name: word.toLowerCase(), label: { en: word } }, company);
  const template = await send('POST', '/templates', { name: word, texts: { en: word } }, company);
  const form = await send('POST', '/forms', aForm(word), company);
  const rule = await send('POST', '/tag-rules', aRule(word), company);
  const queue = await app.database.inWorkspace(company.workspaceId, (tx) =>
    tx.selectFrom('queue').select('id').executeTakeFirstOrThrow(),
  );
  const route = await send('POST', '/routing-rules', aRoute(word, queue.id), company);
  const planned = { conversationId: conversation, kind: 'callback', dueAt: inADay(), note: word };
  const followUp = await send('POST', '/follow-ups', planned, company);
  const { id: webchat } = await app.database.inWorkspace(company.workspaceId, (tx) =>
    createChannel(tx, company.system, { kind: 'webchat', name: `${word} site` }),
  );
  await app.call('POST', `/widget/v1/${company.slug}/${webchat}/sessions`, {
    body: { page: { url: '', title: word } },
  });
  if (cards > 0) {
    const note = { by: 'import' as const, reasons: [notedReason('importedRow')] };
    await app.database.inWorkspace(company.workspaceId, (tx) =>
      notePossibleDuplicate(tx, company.workspaceId, contact, contact - 1, note),
    );
  }
  return app.database.inWorkspace(company.workspaceId, async (tx) => ({
    channel,
    conversation,
    contact,
    import: imported,
    queue: queue.id,
    operator: (await tx.selectFrom('operator').select('id').executeTakeFirstOrThrow()).id,
    view: view.id as string,
    field: field.body.id as string,
    template: template.body.id as string,
    form: form.body.id as string,
    tagRule: rule.body.id as string,
    routingRule: route.body.id as string,
    followUp: followUp.body.id as string,
    visitor: (await tx.selectFrom('visitor').select('id').executeTakeFirstOrThrow()).id,
    blockedSender: await aBlockedSender(tx, company.workspaceId, word),
    accessRequest: await anAccessRequest(tx, company.workspaceId, conversation, word),
    hold: await aHold(tx, company.workspaceId, { contactId: contact }, word),
    tag: word,
    value,
    entry: (await tx.selectFrom('entry').select('id').executeTakeFirstOrThrow()).id,
    attachment: (await tx.selectFrom('attachment').select('id').executeTakeFirstOrThrow()).id,
    change: (await tx.selectFrom('change').select('id').where('verb', '=', 'editContact').executeTakeFirstOrThrow()).id,
  }));
}

/** An import that is over, of a mail from somebody who is no new client. */
async function importOf(company: Company, word: string): Promise<string> {
  const path = `/imports/mail?name=${word}.eml`;
  const { id } = (await send('POST', path, 'From: +\n\nno mail', company)).body as { id: string };
  for (;;) {
    const { body } = await send('GET', `/imports/${id}`, undefined, company);
    if (body.endedAt !== null) return id;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function operationsOfTheDocument(): Promise<Operation[]> {
  const { body } = await app.call('GET', '/api/v1/openapi.json');
  const every = Object.entries(
    body.paths as Record<string, Record<string, { operationId: string; requestBody?: unknown }>>,
  ).flatMap(([path, item]) =>
    Object.entries(item).map(([method, about]) => ({
      id: about.operationId,
      method: method.toUpperCase(),
      path,
      hasBody: about.requestBody !== undefined,
    })),
  );
  return every.filter(({ id }) => id !== 'live'); // an answer that never ends: http/live.test.ts tries it
}

function call({ id, method, path, hasBody }: Operation, given: Ids, headers: Record<string, string>): Promise<Answer> {
  const isKnown = id in bodies || (method === 'GET' && !hasBody);
  if (!isKnown)
    throw new Error(
      `${id} is new: say in support/operation-bodies.ts what it takes, so that it is tried with another workspace's ids.`,
    );
  const body = bodies[id]?.(given);
  return app.call(method, `/api/v1${withIds(path, given)}${path === '/search' ? `?q=${mark}` : ''}`, {
    headers: { ...headers, 'if-match': '"1"' },
    ...(body !== undefined && { body }),
  });
}

function withIds(path: string, given: Ids): string {
  const noun = path.split('/')[1];
  const id = {
    contacts: given.contact,
    conversations: given.conversation,
    attachments: given.attachment,
    channels: given.channel,
    changes: given.change,
    views: given.view,
    imports: given.import,
    fields: given.field,
    templates: given.template,
    duplicates: given.contact,
    'blocked-senders': given.blockedSender,
    'access-requests': given.accessRequest,
    holds: given.hold,
    forms: given.form,
    'follow-ups': given.followUp,
    'tag-rules': given.tagRule,
    'routing-rules': given.routingRule,
    visitors: given.visitor,
    queues: given.queue,
    operators: given.operator,
  };
  if (path.includes('{') && !Object.hasOwn(id, noun ?? '')) throw new Error(`What is the id in ${path}?`);
  return path
    .replace('{id}', String(id[noun as keyof typeof id]))
    .replace('{entryId}', given.entry)
    .replace('{other}', given.conversation)
    .replace('{sentId}', given.entry)
    .replace('{replyId}', given.entry)
    .replace('{templateId}', given.template)
    .replace('{handoverId}', given.entry)
    .replace('{a}/{b}', `${given.contact - 1}/${given.contact}`)
    .replace('{kind}/{value}', `email/${given.value}`);
}

function send(method: string, path: string, body?: unknown, company: Company = ours, headers = {}): Promise<Answer> {
  return app.call(method, `/api/v1${path}`, {
    headers: { ...company.key, ...headers },
    ...(body !== undefined && { body }),
  });
}

/** Every row of a workspace, table by table, but when its keys were last used. */
async function everythingOf({ workspaceId }: Company): Promise<Record<string, string[]>> {
  return app.database.inWorkspace(workspaceId, async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'vizitka'::regnamespace and relkind in ('r', 'p') and not relispartition
      order by 1`.execute(tx);
    const everything: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await sql<{
        row: string;
      }>`select (to_jsonb(t) - 'last_used_at')::text as row from ${sql.table(name)} t order by 1`.execute(tx);
      everything[name] = rows.map(({ row }) => row);
    }
    return everything;
  });
}
