import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { destination, type Logger, pino } from 'pino';
import { openCodeSender } from '#channels/email/send-code.ts';
import { openInvitationSender } from '#channels/email/send-invitation.ts';
import { openMailReplies } from '#channels/email/send-reply.ts';
import { openWebhookReplies } from '#channels/generic/send-reply.ts';
import { openProviders } from '#channels/sign-in/providers.ts';
import { type Blobs, openBlobs } from '#db/blobs.ts';
import { openLiveReader } from '#db/live-reader.ts';
import { openSignInPool } from '#db/sign-in-pool.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import { createApp } from '#http/app.ts';
import { type Auth, openAuth } from '#http/auth/auth.ts';
import { makeSealer } from '#http/auth/sealer.ts';
import { provideSecret } from '#http/auth/secret.ts';
import { makeSetUpToken } from '#http/auth/set-up-token.ts';
import type { Shop } from '#http/door.ts';
import { openImports } from '#http/imports/imports.ts';
import { ownTasks, startClock } from '#jobs/clock.ts';
import { dropBlobs } from '#jobs/drop-blobs.ts';
import { sayAllByItself } from '#jobs/say-by-itself.ts';
import { replySending } from '#jobs/send-replies.ts';
import manifest from '../package.json' with { type: 'json' };
import { type ProvidedStore, provideStore } from './cli/provide-store.ts';
import type { Config } from './config.ts';

/** A running Vizitka. */
export interface Vizitka {
  /** The address to open in a browser. */
  url: string;
  /** The one-time link of a first start, when there is no workspace yet. */
  setUpLink: string | null;
  database: ProvidedStore['database'];
  auth: Auth;
  /** Takes no more work, lets what runs come to its end (10 s at most), and closes everything. May be called again. */
  stop(): Promise<void>;
}

/** What there is before the door opens. */
export interface Prepared extends Pick<Vizitka, 'database' | 'auth'> {
  blobs: Blobs;
}

/**
 * Puts Vizitka together and opens its door: config → store (embedded or DATABASE_URL, migrated) → sign-in → http → listen.
 * @param onFatal hears that it cannot go on, once everything else is closed; the process should end.
 * @param prepare what is to be there before the door opens.
 */
export async function startVizitka(
  config: Config,
  onFatal: (reason: string) => void,
  prepare: (made: Prepared) => Promise<{ shop: Shop } | undefined> = async () => undefined,
): Promise<Vizitka> {
  const log = pino({ level: config.logLevel, base: null, serializers: { err: withoutData } }, destination(2));
  const closing: (() => Promise<unknown>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= closeAll(closing, log);
    return stopping;
  };
  const onExit = (reason: string) => void stop().then(() => onFatal(reason));
  const onError = (error: Error) => log.error({ err: error }, 'a connection to the database broke');
  try {
    const store = await provideStore(config, { onExit, onError, log: (line) => log.warn(line) });
    closing.push(store.close);
    const secret = config.secret ?? (await provideSecret(config.keyFile));
    const pool = openSignInPool(store.directUrl, onError);
    closing.push(() => pool.end());
    const auth = openAuth({
      pool,
      secret,
      origin: config.origin,
      onError: (message) => log.error(`sign-in: ${message}`),
    });
    const blobs = await openBlobs(join(config.dataDir, 'blobs'));
    const prepared = await prepare({ database: store.database, auth, blobs });
    const live = await openLiveReader({ directUrl: store.directUrl, onError });
    closing.push(live.close);
    const sealer = makeSealer(secret);
    const mailReplies = config.mail && openMailReplies(config.mail, blobs);
    const webhookReplies = openWebhookReplies({ bytes: blobs, sealer, allowedHosts: config.privateHosts });
    const sending = replySending(store.database, { email: mailReplies, others: webhookReplies }, log);
    closing.push(async () => mailReplies?.close());
    closing.push(sending.settle);
    const clock = startClock(
      [
        ...ownTasks(store.database),
        { name: 'delete redacted files', every: 60_000, run: () => dropBlobs(store.database, blobs) },
        { name: 'send replies', every: 500, run: sending.turn },
        {
          name: 'say by itself',
          every: 2_000,
          run: () => sayAllByItself(store.database, { mail: config.mail !== null }),
        },
      ],
      log,
    );
    closing.push(clock.stop);
    const imports = await openImports({
      store: store.database,
      blobs,
      directory: join(config.dataDir, 'imports'),
      log,
    });
    closing.push(imports.close);
    const codes = config.mail && openCodeSender(config.mail);
    closing.push(async () => codes?.close());
    const invitations = config.mail && openInvitationSender(config.mail);
    closing.push(async () => invitations?.close());
    const { origin, trustedProxies } = config;
    const door = {
      store: store.database,
      auth,
      blobs,
      live,
      imports,
      sealer,
      codes,
      providers: openProviders(config.signIn),
      invitations,
      log,
      screen: screenDirectory,
      shop: prepared?.shop ?? null,
      origin,
      trustedProxies,
      isOpen: () => stopping === undefined,
    };
    const app = await createApp(door, manifest.version);
    const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { requestTimeout: uploadTime } }) as Server;
    await listen(server, config);
    closing.push(() => drain(server));
    closing.push(imports.close); // before requests come to their end: an upload may take long
    closing.push(live.close); // first of all: streams do not end by themselves
    const url = config.origin ?? addressOf(server);
    const isFirst = (await store.database.atTheDoor(allWorkspaces)).length === 0;
    const setUpLink = isFirst ? `${url}/set-up?token=${await makeSetUpToken(auth)}` : null;
    return { url, setUpLink, database: store.database, auth, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const screenDirectory = fileURLToPath(new URL('../dist/web', import.meta.url));

// An error of PostgreSQL carries the row in its detail: customers' data, which no log holds.
function withoutData(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  return { type: name, message, stack, ...('code' in error && { code: error.code }) };
}

/** Milliseconds that a request may take to come in: 4 GB over a slow line. Everything but an upload has shorter limits of its own. */
const uploadTime = 6 * 60 * 60 * 1_000;

/** Milliseconds that running requests get to end. */
const patience = 10_000;

async function listen(server: Server, { host, port }: Config): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE' ? 'something else listens there already. Choose another one with --port' : message;
    throw new Error(`Vizitka cannot listen on ${host}, port ${port}: ${why}.`, { cause });
  }
}

async function drain(server: Server): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), patience);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(late);
}

/** Closes what was opened last first. What cannot be closed is said, and the rest goes on. */
async function closeAll(closing: (() => Promise<unknown>)[], log: Logger): Promise<void> {
  for (const close of closing.reverse()) {
    await close().catch((error: unknown) => log.error({ err: error }, 'could not be closed'));
  }
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  const open = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[address];
  return `http://${open ?? (family === 'IPv6' ? `[${address}]` : address)}:${port}`;
}
