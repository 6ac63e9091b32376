import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The secret kept in a file, made when missing, readable by its owner alone. Of several processes that start at once all get
 * the same one. Throws with the way out when the file can be neither read nor made.
 */
export async function provideSecret(file: string): Promise<string> {
  try {
    return (await read(file)) ?? (await make(file));
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(
      `The key file ${file} cannot be used: ${message}. Set VIZITKA_KEY_FILE to a place for it, or VIZITKA_SECRET.`,
      { cause },
    );
  }
}

async function read(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const secret = text.trim();
  if (secret.length < 32) throw new Error('it holds no secret of 32 characters or more');
  return secret;
}

// Linked under its name when it is whole: who loses the race reads the winner's.
async function make(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const secret = randomBytes(32).toString('base64url');
  const unfinished = `${file}.${randomUUID().slice(0, 8)}`;
  await writeFile(unfinished, `${secret}\n`, { mode: 0o600 });
  try {
    await link(unfinished, file);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await read(file)) ?? secret;
  } finally {
    await rm(unfinished, { force: true });
  }
}
