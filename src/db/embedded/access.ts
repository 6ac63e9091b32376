import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownName } from './server-user.ts';

/**
 * Writes who may connect: only the operating system's user that we are, asked from the kernel (peer), as either of the
 * two roles. Not the server's own user: "nobody" may be shared by other programs. Throws NO_OS_USER.
 */
export async function writeAccess(dataDir: string): Promise<{ hba: string; ident: string }> {
  const name = `"${ownName()}"`;
  const [hba, ident] = [join(dataDir, 'pg_hba.conf'), join(dataDir, 'pg_ident.conf')];
  await replaceFile(hba, 'local all vizitka_owner,vizitka_server peer map=vizitka\n');
  await replaceFile(ident, `vizitka ${name} vizitka_owner\nvizitka ${name} vizitka_server\n`);
  return { hba, ident };
}

async function replaceFile(path: string, text: string): Promise<void> {
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, text, { flag: 'wx', mode: 0o644 });
  await chmod(`${path}.new`, 0o644);
  await rename(`${path}.new`, path);
}
