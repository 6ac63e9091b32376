import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProviders } from '#channels/sign-in/providers.ts';
import { type Blobs, openBlobs } from '#db/blobs.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { openLiveReader } from '#db/live-reader.ts';
import { openSignInPool } from '#db/sign-in-pool.ts';
import type { SystemActor } from '#domain/operators/actor.ts';
import { createApiKey } from '#domain/operators/api-keys.ts';
import { addOperator } from '#domain/operators/people.ts';
import { createWorkspace } from '#domain/operators/workspaces.ts';
import { createApp } from '#http/app.ts';
import { type Auth, openAuth } from '#http/auth/auth.ts';
import { makeSealer } from '#http/auth/sealer.ts';
import { provideUser } from '#http/auth/users.ts';
import type { Door } from '#http/door.ts';
import { openImports } from '#http/imports/imports.ts';
import { aDatabase } from './database.ts';

/** The whole door on a database of its own: `call` it without a network. */
export interface TestApp {
  /** What a browser on our own pages says it is at. */
  origin: string;
  database: Database;
  auth: Auth;
  blobs: Blobs;
  /** Where files that are being imported lie. */
  importsDirectory: string;
  /** Everything that went to the log, line by line. */
  logged: string[];
  call(method: string, path: string, given?: Call): Promise<Answer>;
  databaseUrl: string;
  /** The door itself, for a server. */
  fetch(request: Request, bindings: object): Response | Promise<Response>;
  /** Ends the streams of live events, as the server does when it stops. */
  stopLive(): Promise<void>;
  close(): Promise<void>;
}

export interface Call {
  /** Sent as JSON; a string goes as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** The JSON read; empty when it is none. */
  body: Record<string, unknown>;
  text: string;
}

/** Opens the door; `close()` it in afterAll. */
export async function anApp(
  given: Partial<Pick<Door, 'screen' | 'origin' | 'codes' | 'invitations' | 'shop' | 'providers'>> = {},
): Promise<TestApp> {
  const store = await aDatabase();
  const database = openDatabase(store.url, { connections: 4, keepsPlans: true });
  const pool = openSignInPool(store.url);
  const auth = openAuth({ pool, secret: 'a secret of the tests, long enough for it', origin: given.origin ?? null });
  const directory = await mkdtemp(join(tmpdir(), 'vizitka-blobs-'));
  const blobs = await openBlobs(directory);
  const live = await openLiveReader({ directUrl: store.url });
  const logged: string[] = [];
  const note = (about: object, message: string) => void logged.push(`${message} ${JSON.stringify(about)}`);
  const log = { info: note, error: note };
  const imports = await openImports({ store: database, blobs, directory: join(directory, 'imports'), log });
  const door = {
    store: database,
    auth,
    blobs,
    live,
    imports,
    sealer: makeSealer('a secret of the tests, long enough for it'),
    codes: null,
    providers: openProviders({ google: null, facebook: null }),
    invitations: null,
    log,
    screen: null,
    shop: null,
    origin: null,
    trustedProxies: [],
    isOpen: () => true,
    ...given,
  };
  const app = await createApp(door, '0.0.0');
  return {
    origin: given.origin ?? 'http://localhost',
    database,
    auth,
    blobs,
    importsDirectory: join(directory, 'imports'),
    logged,
    async call(method, path, { body, headers = {} } = {}) {
      const json = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await app.request(path, {
        method,
        headers: { ...type, ...headers },
        ...(json !== undefined && { body: json }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
    },
    databaseUrl: store.url,
    fetch: (request, bindings) => app.fetch(request, bindings),
    stopLive: live.close,
    async close() {
      await live.close();
      await imports.close();
      await database.close();
      await pool.end();
      await store.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A workspace with a signed-in administrator and an API key that may do everything. */
export interface Company {
  slug: string;
  workspaceId: string;
  system: SystemActor;
  email: string;
  password: string;
  userId: string;
  operatorId: string;
  /** Headers of the administrator's browser on our own pages. */
  browser: Record<string, string>;
  /** Headers of a program with the key. */
  key: Record<string, string>;
}

/** Makes one. */
export async function aCompany(app: TestApp, slug: string): Promise<Company> {
  const [email, password] = [`ada@${slug}.example.com`, 'correct horse battery'];
  const { user } = await provideUser(app.auth, { email, password, name: 'Ada Administrator' });
  const made = await app.database.atTheDoor(async (tx) => {
    const { id: workspaceId } = await createWorkspace(tx, { slug, name: slug, country: 'CZ' });
    const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
    const operator = await addOperator(tx, system, {
      userId: user.id,
      name: 'Ada Administrator',
      email,
      role: 'administrator',
    });
    const { key } = await createApiKey(tx, system, { name: 'Test', scopes: ['*'] });
    return { workspaceId, system, operatorId: operator.id, key: { authorization: `Bearer ${key}` } };
  });
  const browser = { cookie: await signIn(app, email, password), origin: app.origin, 'vizitka-workspace': slug };
  return { slug, email, password, userId: user.id, browser, ...made };
}

/** Signs in with a password and returns the cookie header. */
export async function signIn(app: TestApp, email: string, password: string): Promise<string> {
  const answer = await app.call('POST', '/api/auth/sign-in/email', {
    body: { email, password },
    headers: { origin: app.origin },
  });
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.status} ${answer.text}`);
  return cookiesOf(answer);
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesOf(answer: Answer): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
