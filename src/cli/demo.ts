import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { Refusal } from '#contract/errors.ts';
import { createWorkspace, findWorkspace } from '#domain/operators/workspaces.ts';
import { provideUser } from '#http/auth/users.ts';
import type { Shop } from '#http/door.ts';
import { buildDemo } from '#src/demo/build-demo.ts';
import { type ColleagueName, colleagues, company } from '#src/demo/company.ts';
import { provideWebchat } from '#src/demo/provide-webchat.ts';
import { readConfig } from '../config.ts';
import { type Prepared, startVizitka } from '../main.ts';
import { buildScreen } from './build-screen.ts';
import { endWith, type ServerFlags, serverOptions, stopOnSignals } from './start.ts';

/** The password of everybody in the demo. Known to everybody: a demo holds invented data and listens on this machine alone. */
const password = 'vizitka-demo';

/** `vizitka demo`: the server with a workspace of invented data, in a data directory of its own. */
export function addDemo(program: Command): void {
  const command = program.command('demo').description('start the server with a workspace of invented data');
  serverOptions(command).action(async (flags: ServerFlags) => {
    const usual = readConfig(flags);
    const config = flags.data
      ? usual
      : { ...usual, dataDir: `${usual.dataDir}-demo`, keyFile: `${usual.dataDir}-demo.key` };
    const screen = flags.build ? buildScreen((line) => console.error(line)) : Promise.resolve();
    const prepare = async (made: Prepared) => ({ shop: (await Promise.all([provideDemo(made), screen]))[0] });
    const vizitka = await startVizitka({ ...config, logLevel: 'error' }, endWith, prepare);
    stopOnSignals(vizitka);
    const { dana, petra } = colleagues;
    console.log(`Vizitka is ready: ${vizitka.url}`);
    console.log(`Sign in as ${dana.email} with the password ${password}`);
    console.log(`(or as ${petra.email} with the same, who sees the queue Faults and what everybody reads)`);
    console.log(`The company's page with its chat, for its visitors: ${vizitka.url}/demo/shop`);
  });
}

async function provideDemo({ database, auth, blobs }: Prepared): Promise<Shop> {
  const userIds = {} as Record<ColleagueName, string>;
  for (const [key, { name, email }] of Object.entries(colleagues) as [
    ColleagueName,
    { name: string; email: string },
  ][]) {
    userIds[key] = (await provideUser(auth, { name, email, password })).user.id;
  }
  const workspaceId = await database.atTheDoor(async (tx) => {
    const { slug, workspace: name, country, firstQueue: queue } = company;
    const made = async (error: unknown) => {
      if (error instanceof Refusal && error.code === 'NOT_FOUND')
        return createWorkspace(tx, { slug, name, country, queue });
      throw error;
    };
    return (await findWorkspace(tx, slug).catch(made)).id;
  });
  const bar = new SingleBar({
    format: 'Sending the demo’s messages  {bar} {percentage} %',
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 3_000,
  });
  const onProgress = (part: number) => {
    if (!bar.isActive) bar.start(100, 0);
    bar.update(Math.round(part * 100));
  };
  await buildDemo(database, blobs, { workspaceId, userIds, onProgress }).finally(() => bar.stop());
  return { workspace: company.slug, channelId: await provideWebchat(database, workspaceId) };
}
