import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { storeFacts } from '#db/store-facts.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import { type Config, readConfig } from '../config.ts';
import { borrowStore } from './provide-store.ts';
import { onStore, print } from './run.ts';

interface Finding extends Record<string, unknown> {
  what: string;
  ok: boolean;
  found: string;
}

/** `vizitka doctor`: looks whether everything is as it should be, and says what to do where it is not. */
export function addDoctor(program: Command): void {
  onStore(program.command('doctor').description('look whether everything is as it should be'))
    .option('--json', 'answer in JSON')
    .action(async (flags: { data?: string; json?: boolean }) => {
      const config = readConfig(flags);
      const findings = [node(), await key(config), await screen(), ...(await store(config))];
      print(findings, flags);
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return {
    what: 'node',
    ok: major > 22 || (major === 22 && minor >= 18),
    found: `${process.versions.node} (22.18 or newer is needed)`,
  };
}

async function key({ secret, keyFile }: Config): Promise<Finding> {
  if (secret) return { what: 'secret', ok: true, found: 'from VIZITKA_SECRET' };
  const there = await can(keyFile, constants.R_OK);
  const makeable = there || (await can(dirname(keyFile), constants.W_OK));
  return {
    what: 'secret',
    ok: makeable,
    found: there
      ? keyFile
      : makeable
        ? `${keyFile}, made at the first start`
        : `${keyFile} cannot be made: set VIZITKA_SECRET`,
  };
}

async function screen(): Promise<Finding> {
  const ok = await can(fileURLToPath(new URL('../../dist/web/index.html', import.meta.url)), constants.R_OK);
  return { what: 'screen', ok, found: ok ? 'built' : 'not built: run “npm run build”' };
}

async function store(config: Config): Promise<Finding[]> {
  const place = config.database ? 'DATABASE_URL' : config.dataDir;
  try {
    const borrowed = await borrowStore(config);
    try {
      const { version, number, unprivileged } = await storeFacts(borrowed.directUrl);
      const workspaces = await borrowed.database.atTheDoor(allWorkspaces);
      return [
        { what: 'store', ok: number >= 150_000, found: `PostgreSQL ${version}, ${borrowed.kind}, ${place}` },
        {
          what: 'login',
          ok: unprivileged,
          found: unprivileged
            ? 'neither superuser nor past row-level security'
            : 'is a superuser: give the app a login of its own',
        },
        {
          what: 'workspaces',
          ok: workspaces.length > 0,
          found: workspaces.map(({ slug }) => slug).join(', ') || 'none yet: start and open the set-up link',
        },
      ];
    } finally {
      await borrowed.close();
    }
  } catch (error) {
    return [{ what: 'store', ok: false, found: `${place}: ${(error as Error).message}` }];
  }
}

async function can(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
