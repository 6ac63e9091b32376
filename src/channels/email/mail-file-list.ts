import { opendir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';

/** A file that a folder of mail holds: its path, what it is called towards people, and how it is to be read. */
export interface MailFile {
  path: string;
  source: string;
  size: number;
  /** `mail` in a Maildir, `guess` by its content, `other` is no mail file, `unreadable` with a reason. */
  kind: 'mail' | 'mbox' | 'guess' | 'other' | 'unreadable';
  reason?: string;
}

/**
 * The files under a path in a stable order (by name), the path itself when it is a file. Goes into folders and Maildirs
 * (`cur` and `new`, never `tmp`; their subfolders begin with a dot, all other hidden files are passed over), follows
 * links, and enters no folder twice. What cannot be opened is listed as unreadable, and the rest goes on.
 */
export async function* listMailFiles(path: string): AsyncGenerator<MailFile> {
  const found = await look(path);
  if (found === null || typeof found === 'string') {
    yield {
      path,
      source: basename(path),
      size: 0,
      kind: 'unreadable',
      reason: found ?? 'This is neither a file nor a folder.',
    };
  } else if (found.isDirectory) yield* listFolder(path, path, new Set());
  else yield { path, source: basename(path), size: found.size, kind: 'guess' };
}

async function* listFolder(root: string, folder: string, entered: Set<string>): AsyncGenerator<MailFile> {
  const source = relative(root, folder) || basename(folder);
  try {
    const place = await realpath(folder);
    if (entered.has(place)) return;
    entered.add(place);
    const names = await sortedNames(folder);
    const isMaildir = await hasFolders(folder, names);
    for (const name of names) {
      if (isMaildir ? name === 'tmp' || isMaildirControl(name) : name.startsWith('.')) continue;
      yield* listEntry(root, join(folder, name), entered, isMaildir);
    }
  } catch (error) {
    yield { path: folder, source, size: 0, kind: 'unreadable', reason: reasonOf(error) };
  }
}

async function* listEntry(
  root: string,
  path: string,
  entered: Set<string>,
  inMaildir: boolean,
): AsyncGenerator<MailFile> {
  const source = relative(root, path);
  const found = await look(path);
  if (typeof found === 'string') yield { path, source, size: 0, kind: 'unreadable', reason: found };
  else if (found === null) yield { path, source, size: 0, kind: 'other' };
  else if (!found.isDirectory)
    yield { path, source, size: found.size, kind: inMaildir ? 'other' : kindByName(basename(path)) };
  else if (inMaildir && ['cur', 'new'].includes(basename(path))) yield* listDelivered(root, path);
  else if (!inMaildir || basename(path).startsWith('.') || !basename(path).startsWith('dovecot'))
    yield* listFolder(root, path, entered);
}

/** The mails of a Maildir's `cur` or `new`: every file is one, whatever its name; flags behind `:2,` say nothing here. */
async function* listDelivered(root: string, folder: string): AsyncGenerator<MailFile> {
  for (const name of await sortedNames(folder)) {
    const path = join(folder, name);
    const found = name.startsWith('.') ? null : await look(path);
    if (typeof found === 'string')
      yield { path, source: relative(root, path), size: 0, kind: 'unreadable', reason: found };
    else if (found && !found.isDirectory) yield { path, source: relative(root, path), size: found.size, kind: 'mail' };
  }
}

async function hasFolders(folder: string, names: string[]): Promise<boolean> {
  if (!names.includes('cur') || !names.includes('new')) return false;
  const found = await Promise.all(['cur', 'new'].map((name) => look(join(folder, name))));
  return found.every((one) => typeof one === 'object' && one?.isDirectory);
}

/** What servers keep beside the mails of a Maildir; its subfolders begin with a dot too. */
function isMaildirControl(name: string): boolean {
  return /^(\.?dovecot|\.?subscriptions|maildir(folder|size)|courierimap|\.(ds_store|git|svn|nfs))/i.test(name);
}

function kindByName(name: string): MailFile['kind'] {
  const ending = extname(name).toLowerCase();
  if (['.mbox', '.mbx'].includes(ending)) return 'mbox';
  if (['.eml', '.mail', '.mime'].includes(ending)) return 'mail';
  return ending === '' || ending === '.' ? 'guess' : 'other';
}

async function look(path: string): Promise<{ isDirectory: boolean; size: number } | string | null> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { isDirectory: true, size: 0 };
    return found.isFile() ? { isDirectory: false, size: found.size } : null;
  } catch (error) {
    return reasonOf(error);
  }
}

async function sortedNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of await opendir(folder)) names.push(entry.name);
  return names.sort();
}

/** Why a file or folder cannot be opened, for people. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read: permission denied.';
  if (code === 'ELOOP') return 'The link leads to itself.';
  return `The file cannot be read (${error instanceof Error ? error.message : 'unknown error'}).`;
}
