import { open } from 'node:fs/promises';
import { listMailFiles, type MailFile, reasonOf } from './mail-file-list.ts';
import { mailLimits } from './mail-limits.ts';
import { mboxMessages } from './mbox-messages.ts';

/**
 * One mail of an import, or why a file gave none. `source` is the path under the given one, with `#n` (from 1) inside an mbox
 * file; `bytes` counts all bytes done so far, out of `countBytes`; `truncated` marks a mail over 25 MB, of which the beginning is given.
 */
export type MailFileItem = { source: string; bytes: number } & (
  | { raw: Uint8Array; truncated?: true }
  | { refused: string }
);

/**
 * The mails under a path, one after the other: an mbox file, a mail file, a Maildir, or a folder with any of them. Files that
 * are no mail and files that cannot be read are refused with a reason, and the rest goes on. Never throws for a file. Memory holds one mail.
 * A single file of any name is read as mbox when it begins with "From ", else as one mail.
 */
export async function* mailFiles(path: string): AsyncGenerator<MailFileItem> {
  let done = 0;
  for await (const file of listMailFiles(path)) {
    for await (const item of readFile(file, file.path === path))
      yield { ...item, bytes: done + Math.min(item.bytes, file.size) };
    done += file.size;
  }
}

/** The bytes of all files under a path, for a progress bar. */
export async function countBytes(path: string): Promise<number> {
  let bytes = 0;
  for await (const file of listMailFiles(path)) bytes += file.size;
  return bytes;
}

async function* readFile(file: MailFile, named: boolean): AsyncGenerator<MailFileItem> {
  const refused = (reason: string): MailFileItem => ({ source: file.source, refused: reason, bytes: file.size });
  try {
    if (file.kind === 'unreadable') yield refused(file.reason ?? 'The file cannot be read.');
    else if (file.kind === 'other') yield refused('not a mail file');
    else {
      const begin = await readBeginning(file.path, 4_096);
      const kind =
        file.kind === 'guess' || file.kind === 'mbox' ? kindByContent(begin, named || file.kind === 'mbox') : 'mail';
      if (kind === 'other') yield refused('not a mail file');
      else if (kind === 'mbox') yield* readMbox(file);
      else yield { source: file.source, bytes: file.size, ...(await readOne(file)) };
    }
  } catch (error) {
    yield refused(reasonOf(error));
  }
}

async function* readMbox({ path, source }: MailFile): AsyncGenerator<MailFileItem> {
  let number = 0;
  for await (const { raw, bytes, truncated } of mboxMessages(path)) {
    number++;
    yield { source: `${source}#${number}`, raw, bytes, ...(truncated && { truncated: true }) };
  }
}

async function readOne({ path, size }: MailFile): Promise<{ raw: Uint8Array; truncated?: true }> {
  const raw = await readBeginning(path, mailLimits.bytes);
  return { raw, ...(size > mailLimits.bytes && { truncated: true as const }) };
}

function kindByContent(begin: Buffer, named: boolean): 'mbox' | 'mail' | 'other' {
  const text = begin
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .replace(/^(\r?\n)+/, '');
  if (/^From (?![ \t]*:)/.test(text)) return 'mbox';
  if (named) return 'mail';
  const looksLikeHeader =
    /^[!-9;-~]+:[ \t\r\n]/.test(text) &&
    /^(from|to|subject|date|received|message-id|return-path|mime-version|delivered-to):/im.test(text);
  return looksLikeHeader ? 'mail' : 'other';
}

async function readBeginning(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(bytes, size));
    let read = 0;
    while (read < buffer.length) {
      const { bytesRead } = await file.read(buffer, read, buffer.length - read, read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  } finally {
    await file.close();
  }
}
