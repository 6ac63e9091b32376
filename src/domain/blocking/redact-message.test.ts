import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Blobs, openBlobs } from '#db/blobs.ts';
import { dropBlobs } from '#jobs/drop-blobs.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMail } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReply, given } from '#test/support/reply-factory.ts';
import { readAttachment } from '../conversations/read-attachment.ts';
import { readEntryHtml } from '../conversations/read-entry-html.ts';
import { readChanges } from '../history/read-changes.ts';
import { searchEverything } from '../history/search-everything.ts';
import { undoChange } from '../history/undo-change.ts';
import { keepAttachments } from '../intake/keep-attachments.ts';
import { loadChannel } from '../intake/load-channel.ts';
import { receiveMessage } from '../intake/receive-message.ts';
import type { Actor, KeyActor } from '../operators/actor.ts';
import { redactMessage } from './redact-message.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
let workspace: Workspace;
let mailbox: string;
let folder: string;
let blobs: Blobs;
beforeAll(async () => {
  desk = await aDesk(database);
  ({ workspace } = desk);
  mailbox = await aChannel(workspace, { account: 'support@example.com' });
  folder = await mkdtemp(join(tmpdir(), 'vizitka-redact-'));
  blobs = await openBlobs(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const redact = (id: string, entryId: string, who: Actor = desk.simon) =>
  workspace.within((tx) => redactMessage(tx, who, { id, entryId }));
const found = async (q: string, of = workspace) =>
  (await of.within((tx) => searchEverything(tx, of.admin, { q, limit: 10 }))).items.length;

async function comes(
  text: string,
  more: { file?: string; subject?: string } = {},
  of = workspace,
  channelId = mailbox,
) {
  const channel = await of.within((tx) => loadChannel(tx, of.workspaceId, channelId));
  const bytes =
    more.file === undefined
      ? []
      : [
          {
            name: 'passport.txt',
            type: 'text/plain',
            size: more.file.length,
            content: Buffer.from(more.file).toString('base64'),
          },
        ];
  const kept = await keepAttachments(blobs, bytes);
  const { item, mail } = aMail({ text, subject: more.subject ?? 'My passport', at: new Date().toISOString() });
  const message = {
    item: { ...item, html: `<p>${text}</p>` },
    ...(mail && { mail: { ...mail, newText: text } }),
    kept,
  };
  const result = await of.within((tx) => receiveMessage(tx, channel, message));
  if (result.result !== 'accepted') throw new Error(JSON.stringify(result));
  const id = result.conversationId;
  const entries = await of.within((tx) =>
    sql<{ id: string }>`select id from entry where conversation_id = ${id} order by at desc limit 1`.execute(tx),
  );
  return { id, entryId: entries.rows[0]?.id ?? '' };
}

describe('redacting one message (R-DSK-5)', () => {
  it('takes its words from the transcript, search, the list, its HTML and its subject, and leaves a stub and an audit row', async () => {
    const { id, entryId } = await comes('The number is zirconium');
    expect([await found('zirconium'), await found('passport')]).toEqual([1, 1]);
    const stub = await redact(id, entryId);
    expect(stub).toMatchObject({
      text: null,
      subject: null,
      hasHtml: false,
      attachments: [],
      redacted: { by: 'Simon Supervisor' },
      sender: { value: 'anna@example.cz' },
    });
    expect([await found('zirconium'), await found('passport')]).toEqual([0, 0]);
    expect(await desk.read(id, desk.olga)).toMatchObject({ lastText: null, subject: null });
    await expect(
      workspace.within((tx) => readEntryHtml(tx, desk.olga, { id, entryId } as never)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const whole = await workspace.within((tx) =>
      sql<{ all: string }>`select (select jsonb_agg(to_jsonb(e)) from entry e where e.conversation_id = ${id})::text
      || (select to_jsonb(c) from conversation c where c.id = ${id})::text as all`.execute(tx),
    );
    expect(whole.rows[0]?.all).not.toMatch(/zirconium|passport/i);

    const { rows } = await workspace.within((tx) =>
      sql<{ id: string }>`select id from change where conversation_id = ${id} and verb = 'redactMessage'`.execute(tx),
    );
    const [change] = await workspace.within((tx) =>
      readChanges(
        tx,
        desk.simon,
        rows.map((row) => row.id),
      ),
    );
    expect(change).toMatchObject({ actor: { name: 'Simon Supervisor' }, undoable: false, conversationId: id });
    await expect(workspace.within((tx) => undoChange(tx, desk.simon, rows[0]?.id ?? ''))).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'undoGone',
    });
    await expect(redact(id, entryId)).rejects.toMatchObject({ reason: 'redactedAlready' });
  });

  it('deletes its files when nobody else has them, in whatever workspace, and not what was put again just now', async () => {
    const other = await aWorkspace(database);
    const otherMailbox = await aChannel(other);
    const [mine, theirs] = [
      await comes('See', { file: 'shared bytes' }),
      await comes('See', { file: 'shared bytes' }, other, otherMailbox),
    ];
    const alone = await comes('See', { file: 'own bytes' });
    const digests = await workspace.within((tx) =>
      sql<{
        id: string;
        digest: Buffer;
      }>`select id, digest from attachment where entry_id in (${mine.entryId}, ${alone.entryId})`.execute(tx),
    );
    const isThere = async (text: string) => {
      const { createHash } = await import('node:crypto');
      return (await blobs.read(createHash('sha256').update(text).digest())) !== null;
    };
    await redact(mine.id, mine.entryId);
    await redact(alone.id, alone.entryId);
    for (const { id } of digests.rows)
      await expect(workspace.within((tx) => readAttachment(tx, desk.olga, id))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(await dropBlobs(database, blobs)).toBe(0); // just put: another message may be on its way with them
    expect(await isThere('own bytes')).toBe(true);
    expect(await dropBlobs(database, blobs, Date.now() + 3_600_000)).toBe(1);
    expect([await isThere('own bytes'), await isThere('shared bytes')]).toEqual([false, true]);

    await other.within((tx) => redactMessage(tx, other.admin, { id: theirs.id, entryId: theirs.entryId }));
    expect(await dropBlobs(database, blobs, Date.now() + 3_600_000)).toBe(1);
    expect(await isThere('shared bytes')).toBe(false);
  });

  it('stops a reply that has not left, and the client waits again', async () => {
    const { id } = await comes('Question');
    await given(workspace, id, desk.olga);
    const { contact, waitingSince } = await desk.read(id, desk.olga);
    const replyId = randomUUID();
    await aReply(
      workspace,
      id,
      { replyId, text: 'The password is gallium', delay: 60, contactId: contact?.id ?? null },
      desk.olga,
    );
    expect((await redact(id, replyId)).delivery).toMatchObject({ state: 'cancelled' });
    expect(await found('gallium')).toBe(0);
    expect(await desk.read(id, desk.olga)).toMatchObject({ waitingSince, lastText: null });
    const { rows } = await workspace.within((tx) =>
      sql<{ message: unknown }>`select message from sending where entry_id = ${replyId}`.execute(tx),
    );
    expect(JSON.stringify(rows)).not.toMatch(/passport|gallium/i);
  });

  it('keeps the subject that another mail of the thread has, and the last words of another message', async () => {
    const id = await desk.waiting({ text: 'First' });
    const [first] = await desk.entries(id, desk.olga);
    await workspace.within((tx) =>
      sql`update conversation set last_text = 'Another' , last_place = 'x' where id = ${id}`.execute(tx),
    );
    await redact(id, first?.id ?? '');
    expect((await desk.read(id, desk.olga)).lastText).toBe('Another');
  });

  it('is the supervisors’ right; what one may not read is not found, and an event of the desk has no words', async () => {
    const id = await desk.waiting();
    const [entry] = await desk.entries(id, desk.olga);
    await expect(redact(id, entry?.id ?? '', desk.olga)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const hidden = await desk.waiting({ queue: workspace.otherQueue });
    await expect(redact(hidden, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(redact(id, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const key: KeyActor = {
      type: 'apiKey',
      workspaceId: workspace.workspaceId,
      id: randomUUID(),
      name: 'k',
      role: 'administrator',
      scopes: ['conversations:read'],
      queues: null,
    };
    await expect(redact(id, entry?.id ?? '', key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await desk.accept(id, desk.olga);
    const event = (await desk.entries(id, desk.olga)).find(({ kind }) => kind === 'event');
    await expect(redact(id, event?.id ?? '')).rejects.toMatchObject({ reason: 'nothingToRedact' });
    await aContact(workspace, { name: 'Nobody' });
  });
});

describe('numbers of payment cards on arrival (R-DSK-5)', () => {
  it('are masked where the workspace says so, in what comes in and what operators write; a repetition changes nothing (R-REC-9)', async () => {
    const id = (await comes('Before: 4111 1111 1111 1111')).id;
    expect((await desk.entries(id, desk.olga)).at(-1)?.text).toContain('4111 1111');
    await workspace.within((tx) =>
      sql`update workspace set settings = settings || '{"maskCards": true}' where id = ${workspace.workspaceId}`.execute(
        tx,
      ),
    );
    const channel = await workspace.within((tx) => loadChannel(tx, workspace.workspaceId, mailbox));
    const message = aMail({
      text: 'My card is 4111 1111 1111 1111',
      subject: 'Card 5555555555554444',
      at: new Date().toISOString(),
    });
    const result = await workspace.within((tx) => receiveMessage(tx, channel, message));
    if (result.result !== 'accepted') throw new Error('refused');
    expect((await workspace.within((tx) => receiveMessage(tx, channel, message))).result).toBe('alreadyHad');
    const read = await desk.read(result.conversationId, desk.olga);
    expect(read).toMatchObject({
      subject: 'Card •••• •••• •••• 4444',
      lastText: 'My card is •••• •••• •••• 1111',
      entries: 1,
    });
    expect(await found('4111')).toBe(1); // what came before the setting
    await given(workspace, read.id, desk.olga);
    const reply = await aReply(
      workspace,
      read.id,
      { text: 'Is it 4111111111111111?', contactId: read.contact?.id ?? null },
      desk.olga,
    );
    expect(reply.text).toBe('Is it •••• •••• •••• 1111?');
  });
});
