import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { acceptConversation } from '#domain/conversations/desk/accept-conversation.ts';
import type { OperatorActor, SystemActor } from '#domain/operators/actor.ts';
import { addOperator } from '#domain/operators/people.ts';
import { provideUser } from '#http/auth/users.ts';
import { startVizitka, type Vizitka } from '#src/main.ts';
import { type BusyDesk, generateDesk, giveOpen } from './busy-desk.ts';

/** Who works at the desk; the first is who visits it. */
export const people = ['Eva Marková', 'Petr Dvořák', 'Olga Malá', 'Simon Král'].map((name, place) => ({
  name,
  email: `operator.${place}@example.cz`,
  password: 'correct horse battery',
}));

type Store = Awaited<ReturnType<typeof startEmbedded>>;

/** The product on a store of its own, with a busy desk. */
export interface Company {
  desk: BusyDesk;
  url: string;
  close(): Promise<void>;
}

/** Starts an embedded PostgreSQL in a temporary directory, fills it, and starts Vizitka on it. */
export async function startCompany(): Promise<Company> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vizitka-bench-'));
  await chmod(dataDir, 0o755); // as root the server runs under another user id
  const store = await startEmbedded({ dataDir });
  const close = async () => {
    await store.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await migrate(store.url('vizitka_owner'));
    const filled = <Result>(work: (client: pg.Client) => Promise<Result>) => asOwner(store, work);
    const desk = await filled(generateDesk);
    const vizitka = await startVizitka(config(dataDir, store), (reason) => {
      throw new Error(reason);
    });
    const operators = await staffed(vizitka, desk);
    await filled((client) => giveOpen(client, desk.workspaceId, operators));
    return {
      desk,
      url: vizitka.url,
      async close() {
        await vizitka.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function asOwner<Result>(store: Store, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: store.url('vizitka_owner') });
  await client.connect();
  try {
    await client.query('set search_path = vizitka, public');
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Everybody works in all queues; the first takes the chat of the client with the long history. */
async function staffed(vizitka: Vizitka, { workspaceId, queueIds, open }: BusyDesk): Promise<string[]> {
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: 'bench' };
  const ids: string[] = [];
  for (const person of people) {
    const { user } = await provideUser(vizitka.auth, person);
    const role = ids.length === 0 ? 'administrator' : 'operator';
    const { name, email } = person;
    ids.push(
      await vizitka.database.inWorkspace(workspaceId, async (tx) => {
        const added = await addOperator(tx, system, { userId: user.id, name, email, role, queues: queueIds });
        const actor: OperatorActor = { type: 'operator', workspaceId, id: added.id, name, role, queues: queueIds };
        if (ids.length === 0) await acceptConversation(tx, actor, { id: open });
        return added.id;
      }),
    );
  }
  return ids;
}

function config(dataDir: string, store: Awaited<ReturnType<typeof startEmbedded>>): Parameters<typeof startVizitka>[0] {
  return {
    dataDir: join(dataDir, 'files'),
    port: 0,
    host: '127.0.0.1',
    origin: null,
    trustedProxies: [],
    secret: 'a secret of the benchmark, long enough for it',
    keyFile: join(dataDir, 'key'),
    logLevel: 'silent',
    mail: null,
    privateHosts: [],
    signIn: { google: null, facebook: null },
    database: {
      url: store.url('vizitka_server'),
      adminUrl: store.url('vizitka_owner'),
      directUrl: store.url('vizitka_server'),
    },
  };
}
