import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Blobs, openBlobs } from '#db/blobs.ts';
import { dropBlobs } from '#jobs/drop-blobs.ts';
import { aContact, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import {
  aKeepingCompany,
  client,
  daysAgo,
  keeps,
  number,
  removeAll,
  whereStands,
} from '#test/support/retention-factory.ts';

const database = ownDatabase();
let company: Awaited<ReturnType<typeof aKeepingCompany>>;
let workspace: Workspace;
let folder: string;
let blobs: Blobs;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vizitka-retention-'));
  blobs = await openBlobs(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  company = await aKeepingCompany(database, blobs);
  ({ workspace } = company);
});
const comes: typeof company.comes = (...given) => company.comes(...given);
const ended: typeof company.ended = (...given) => company.ended(...given);
const entries = (id: string) => company.entries(id);
const found = (q: string) => company.found(q);
const none = { conversations: 0, changes: 0, cards: 0 };

describe('files and recordings whose time is over (R-HIS-7)', () => {
  it('go from messages, search and the blob store, unless another message has the same; the words stay', async () => {
    await keeps(workspace, 'attachments', 100);
    const id = await ended(101, { text: 'See the attached' }, 'own bytes');
    const both = await ended(102, { text: 'And this', from: client('+420602333104') }, 'same bytes');
    const young = await ended(2, { text: 'Again', from: client('+420602333105') }, 'same bytes');
    expect(await found('zirconium')).toBe(3);
    expect((await removeAll(workspace)).conversations).toBe(2);
    expect((await entries(id))[0]).toMatchObject({
      text: 'See the attached',
      attachments: [],
      removed: { attachments: expect.any(String) },
    });
    expect([await found('zirconium'), await found('attached'), await found('this')]).toEqual([1, 1, 1]);
    expect((await entries(both))[0]?.attachments).toEqual([]);
    expect((await entries(young))[0]).toMatchObject({ attachments: [{ kept: true }], removed: null });
    expect(await dropBlobs(database, blobs, Date.now() + 3_600_000)).toBe(1);
  });

  it('go by themselves: a call keeps what was said when its recording goes', async () => {
    await keeps(workspace, 'recordings', 30);
    const call = {
      state: 'ended' as const,
      from: number,
      to: '+420800100100',
      recording: 'https://pbx.example.com/zinc.wav',
      transcript: [{ at: daysAgo(31).toISOString(), who: 'Zora', text: 'About the indium' }],
    };
    const id = await ended(31, { type: 'call', text: 'A call', call });
    const spoken = await ended(31, { from: client('+420602333106') });
    expect((await removeAll(workspace)).conversations).toBe(2);
    expect(await whereStands(workspace, 'zinc.wav')).toEqual([]);
    expect(await found('indium')).toBe(1);
    expect((await entries(id))[0]).toMatchObject({ removed: { recordings: expect.any(String) }, text: 'A call' });
    expect((await company.read(spoken)).removed).toBeNull(); // nothing of it went, so no stub says so
    await keeps(workspace, 'text', 30);
    await removeAll(workspace);
    expect(await found('indium')).toBe(0);
  });
});

describe('conversations of unknown clients whose time is over (R-HIS-7)', () => {
  it('keep nothing that tells who it was, and leave that there was one; who writes again begins anew', async () => {
    await keeps(workspace, 'unknown', 100);
    const id = await ended(101, { text: 'Who am I', parameters: { page: 'Nováková' } }, 'a file');
    const { id: card } = await aContact(workspace, { name: 'Known' });
    const known = await ended(101, { from: client('+420602333107') });
    await company.linkTo(known, card);
    expect(await removeAll(workspace)).toEqual({ ...none, conversations: 1 });
    for (const word of ['Nováková', number.slice(1), 'Who am I', 'zirconium'])
      expect(await whereStands(workspace, word)).toEqual([]);
    const [entry] = await entries(id);
    expect(entry).toMatchObject({ text: null, attachments: [], sender: { value: '', name: null } });
    expect(await company.read(id)).toMatchObject({
      topic: '',
      participants: [],
      state: 'closed',
      removed: { text: expect.any(String), attachments: expect.any(String), unknown: expect.any(String) },
      client: { name: null, phone: null, identifiers: [] },
    });
    expect((await entries(known))[0]?.text).toBe('Good morning');
    const again = await comes({ at: new Date().toISOString() });
    expect((again as { conversationId: string }).conversationId).not.toBe(id);
  });
});
