import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countBytes, type MailFileItem, mailFiles } from './mail-files.ts';
import { mboxMessages } from './mbox-messages.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

const mail = (subject: string, body = 'Hello\n') => `From: jana@example.cz\nSubject: ${subject}\n\n${body}`;
const separator = 'From jana@example.cz Sun Nov 22 10:00:00 2026\n';

async function put(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function read(path: string) {
  const items: MailFileItem[] = [];
  for await (const item of mailFiles(path)) items.push(item);
  return items;
}

const text = (item: MailFileItem | undefined) => (item && 'raw' in item ? Buffer.from(item.raw).toString() : null);

describe('the mails of a path', () => {
  it('come out of an mbox file one by one, unescaped, with the bytes done', async () => {
    const mbox = `${separator}${mail('one', '\nFrom now on.\n>From here\n>>From there\n')}\n${separator}${mail('two')}\n`;
    for (const content of [mbox, mbox.replace(/\n/g, '\r\n')]) {
      const path = await put('all.mbox', content);
      const items = await read(path);
      expect(items.map(({ source }) => source)).toEqual(['all.mbox#1', 'all.mbox#2']);
      expect(text(items[0])?.replace(/\r/g, '')).toBe(mail('one', '\nFrom now on.\nFrom here\n>From there\n'));
      expect(text(items[1])?.replace(/\r/g, '')).toBe(mail('two'));
      expect(items[1]?.bytes).toBe(await countBytes(path));
    }
  });

  it('are the same whatever the size of the pieces the file is read in', async () => {
    const path = await put(
      'all.mbox',
      Array.from({ length: 20 }, (_, index) => `${separator}${mail(`${index}`, '\n\nFrom x\n\n')}\n`).join(''),
    );
    for (const size of [1, 2, 3, 7, 64, 1_000]) {
      const found: string[] = [];
      for await (const { raw } of mboxMessages(path, size)) found.push(Buffer.from(raw).toString());
      expect(found).toEqual(Array.from({ length: 20 }, (_, index) => mail(`${index}`, '\n\nFrom x\n\n')));
    }
  });

  it('are cut at 25 MB and say so', async () => {
    const path = await put(
      'big.mbox',
      `${separator}${mail('big', 'x'.repeat(26_000_000))}\n\n${separator}${mail('next')}`,
    );
    const [big, next] = await read(path);
    expect(big).toMatchObject({ truncated: true });
    expect(big && 'raw' in big && big.raw.length).toBeLessThanOrEqual(25_000_000);
    expect(text(next)).toBe(mail('next'));
    const single = await put('big.eml', mail('big'));
    await truncate(single, 26_000_000);
    expect(await read(single)).toMatchObject([{ source: 'big.eml', truncated: true, bytes: 26_000_000 }]);
  });

  it('come out of folders and Maildirs in a stable order; what is no mail is refused and the rest goes on', async () => {
    await put('b.eml', mail('b'));
    await put('a/old', `${separator}${mail('old')}`);
    await put('a/README.md', 'From: nobody\n');
    await put('LICENSE', 'Permission is hereby granted');
    await put('.hidden.eml', mail('hidden'));
    for (const place of ['cur', 'new', 'tmp', '.Sent/cur', '.Sent/new', '.Sent/tmp'])
      await mkdir(join(folder, 'dir', place), { recursive: true });
    await put('dir/cur/1.host:2,S', mail('read'));
    await put('dir/tmp/2.host', mail('half'));
    await put('dir/.Sent/new/3.host', mail('sent'));
    await symlink(folder, join(folder, 'a', 'loop'));
    await symlink(join(folder, 'gone'), join(folder, 'z.eml'));
    const items = await read(folder);
    expect(items.map((item) => `${item.source} ${'refused' in item ? item.refused : 'mail'}`)).toEqual([
      'LICENSE not a mail file',
      'a/README.md not a mail file',
      'a/old#1 mail',
      'b.eml mail',
      'dir/.Sent/new/3.host mail',
      'dir/cur/1.host:2,S mail',
      'z.eml There is no such file.',
    ]);
    expect(items.at(-1)?.bytes).toBe(await countBytes(folder));
  });

  it('are one mail in a named file of any ending, or why it cannot be read', async () => {
    expect(text((await read(await put('note.txt', mail('named'))))[0])).toBe(mail('named'));
    expect(await read(join(folder, 'missing.eml'))).toEqual([
      { source: 'missing.eml', refused: 'There is no such file.', bytes: 0 },
    ]);
  });
});
