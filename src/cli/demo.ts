import type { Command } from 'commander';
import { addOperator } from '#domain/operators/people.ts';
import { allWorkspaces, createWorkspace } from '#domain/operators/workspaces.ts';
import { provideUser } from '#http/auth/users.ts';
import { readConfig } from '../config.ts';
import { startVizitka, type Vizitka } from '../main.ts';
import { endWith, serverOptions, stopOnSignals } from './start.ts';

/** Whom the demo's visitor signs in as. Known to everybody: a demo holds invented data and listens on this machine alone. */
const visitor = { name: 'Dana Demo', email: 'demo@example.com', password: 'vizitka-demo' };

/** `vizitka demo`: the server with a workspace of invented data, in a data directory of its own. */
export function addDemo(program: Command): void {
  const command = program.command('demo').description('start the server with a workspace of invented data');
  serverOptions(command).action(async (flags: { data?: string; port?: string; host?: string }) => {
    const usual = readConfig(flags);
    const config = flags.data
      ? usual
      : { ...usual, dataDir: `${usual.dataDir}-demo`, keyFile: `${usual.dataDir}-demo.key` };
    const vizitka = await startVizitka({ ...config, logLevel: 'error' }, endWith);
    stopOnSignals(vizitka);
    await provideDemo(vizitka);
    console.log(`Vizitka is ready: ${vizitka.url}\nSign in as ${visitor.email} with the password ${visitor.password}`);
  });
}

async function provideDemo({ database, auth }: Vizitka): Promise<void> {
  const there = await database.atTheDoor(allWorkspaces);
  if (there.some((workspace) => workspace.slug === 'demo')) return;
  const { user } = await provideUser(auth, visitor);
  await database.atTheDoor(async (tx) => {
    const { id } = await createWorkspace(tx, { slug: 'demo', name: 'Demo', country: 'CZ' });
    const system = { type: 'system', workspaceId: id, id: null, name: 'demo' } as const;
    await addOperator(tx, system, { userId: user.id, name: visitor.name, email: visitor.email, role: 'administrator' });
  });
}
