import { rm } from 'node:fs/promises';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import type { InboundResult, ReceivedMessage } from '#contract/incoming-message.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { receiveBatch } from '#domain/intake/receive-batch.ts';
import { addOperator } from '#domain/operators/people.ts';
import { provideUser } from '#http/auth/users.ts';
import type { Config } from '#src/config.ts';
import { startVizitka } from '#src/main.ts';
import { chromiumFlags } from '../../scripts/chromium.ts';
import { aDataDirectory } from './data-directory.ts';
import { aDatabase } from './database.ts';
import { aChannel, aWorkspace, type Workspace } from './factory.ts';

/** The whole product, running on a database of its own, and a browser before it. */
export interface Journey {
  /** The address without a slash at its end. */
  url: string;
  /** The one-time link of the first start; asked for before there was a workspace. */
  setUpLink: string;
  workspace: Workspace;
  /** Who signs in: an administrator. */
  person: { name: string; email: string; password: string };
  /** Makes a channel of the first queue, with the settings as delivered but those given. */
  channel(given: { kind: string; name: string; settings?: Record<string, unknown> }): Promise<LoadedChannel>;
  /** Messages come in, through the same intake as anybody's. Throws when one is refused. */
  receive(channel: LoadedChannel, ...messages: ReceivedMessage[]): Promise<Received[]>;
  /** Another operator, of both queues, with a session of their own: `visit(address, { as })`. */
  colleague(given: { name: string; email: string; role?: 'operator' | 'supervisor' }): Promise<Colleague>;
  /** A page at an address (`/sign-in`, or one of another site), or in the workspace (`contacts?q=novak`) with the person signed in. */
  visit(address: string, options?: Visit): Promise<Page>;
  /** Calls the API as the person, beside whatever the browser does. Throws unless it answers with success. */
  call<Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Body>;
  /** Closes the pages of a test. Throws when anything went wrong on one of them: an error, a violated policy, a dialog of a script. */
  leave(): Promise<void>;
  /** Stops the server and starts it again behind the same address; `meanwhile` is done in between. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

type Received = Extract<InboundResult, { result: 'accepted' }>;

export interface Colleague {
  id: string;
  name: string;
  session: BrowserContextOptions['storageState'];
}

interface Visit extends BrowserContextOptions {
  /** Who visits; the person of the journey when nobody is named. */
  as?: Colleague;
  /** Statuses that the server answers with in this story, and the browser therefore logs as errors. */
  refusals?: number[];
  /** The connection breaks in this story: the browser logs what it could not reach as errors. */
  breaks?: boolean;
}

/**
 * Starts it: call it in beforeAll, `leave()` in afterEach, `close()` in afterAll.
 * @param mail the mail server that replies leave through (test/support/mail-server.ts); without one none do. `signIn`: local providers.
 */
export async function aJourney({
  mail = null,
  signIn = { google: null, facebook: null },
}: Partial<Pick<Config, 'mail' | 'signIn'>> = {}): Promise<Journey> {
  const store = await aDatabase();
  const dataDir = await aDataDirectory();
  const start = (port: number) =>
    startVizitka(
      {
        dataDir,
        port,
        host: '127.0.0.1',
        origin: null,
        trustedProxies: [],
        secret: 'a secret of the journeys, long enough for it',
        keyFile: `${dataDir}.key`,
        logLevel: 'silent',
        mail,
        signIn,
        privateHosts: [],
        database: { url: store.url, adminUrl: store.adminUrl, directUrl: store.url },
      },
      (reason) => {
        throw new Error(reason);
      },
    );
  let vizitka = await start(0);
  const { url, setUpLink } = vizitka;
  /** That of the server which runs now. */
  const database: Workspace['database'] = {
    inWorkspace: (...given) => vizitka.database.inWorkspace(...given),
    atTheDoor: (work) => vizitka.database.atTheDoor(work),
    close: () => vizitka.database.close(),
  };
  const browser = await chromium.launch({ executablePath: inject('chromium'), args: chromiumFlags });
  const workspace = await aWorkspace(database);
  const person = { name: 'Eva Marková', email: 'eva@example.cz', password: 'correct horse battery' };
  const { user } = await provideUser(vizitka.auth, person);
  await workspace.within((tx) =>
    addOperator(tx, workspace.admin, {
      userId: user.id,
      name: person.name,
      email: person.email,
      role: 'administrator',
      queues: [workspace.queue, workspace.otherQueue],
    }),
  );
  const session = await signedIn(browser, url, person);
  const visits: { context: BrowserContext; problems: string[] }[] = [];

  return {
    url,
    setUpLink: setUpLink ?? '',
    workspace,
    person,
    async channel(given) {
      const id = await aChannel(workspace, given);
      return workspace.within((tx) => loadChannel(tx, workspace.workspaceId, id));
    },
    async receive(channel, ...messages) {
      const results = await receiveBatch(database, channel, messages);
      return results.map((result) => {
        if (result.result !== 'accepted') throw new Error(`not received: ${JSON.stringify(result)}`);
        return result;
      });
    },
    async colleague({ name, email, role = 'operator' }) {
      const { password } = person;
      const made = await provideUser(vizitka.auth, { name, email, password });
      const { id } = await workspace.within((tx) =>
        addOperator(tx, workspace.admin, {
          userId: made.user.id,
          name,
          email,
          role,
          queues: [workspace.queue, workspace.otherQueue],
        }),
      );
      return { id, name, session: await signedIn(browser, url, { ...person, email }) };
    },
    async visit(address, { refusals = [], breaks = false, as, ...options } = {}) {
      const isAddress = /^(\/|https?:)/.test(address);
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/Prague',
        reducedMotion: 'reduce',
        ...(!isAddress && { storageState: as?.session ?? session }),
        ...options,
      });
      context.setDefaultTimeout(20_000); // how soon the desk answers is measured elsewhere (bench:desk); a busy machine is no finding
      const problems = watched(context, refusals, breaks);
      visits.push({ context, problems });
      const page = await context.newPage();
      await page.goto(new URL(isAddress ? address : `/w/${workspace.slug}/${address}`, url).href);
      return page;
    },
    async call<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          cookie,
          origin: url,
          'vizitka-workspace': workspace.slug,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Body;
    },
    async leave() {
      const left = visits.splice(0);
      await Promise.all(left.map(({ context }) => context.close()));
      const problems = left.flatMap((visit) => visit.problems);
      if (problems.length > 0) throw new Error(`On the pages of this test:\n${problems.join('\n')}`);
    },
    async restart(meanwhile = async () => {}) {
      await vizitka.stop();
      await meanwhile();
      vizitka = await start(Number(new URL(url).port));
    },
    async close() {
      await browser.close();
      await vizitka.stop();
      await store.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signs in once; every visit begins with this session. */
async function signedIn(browser: Browser, url: string, { email, password }: Journey['person']) {
  const context = await browser.newContext();
  const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`sign-in failed: ${answer.status()} ${await answer.text()}`);
  const session = await context.storageState();
  await context.close();
  return session;
}

/** Listens to everything that should not happen on a page of the context. Violations of the policy come as errors of the console. */
function watched(context: BrowserContext, refusals: number[], breaks: boolean): string[] {
  const problems: string[] = [];
  context.on('weberror', (error) => problems.push(`error of the page: ${error.error().stack ?? error.error()}`));
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const [, status] = /^Failed to load resource: .*status of (\d+)/.exec(message.text()) ?? [];
    if (status && refusals.includes(Number(status))) return;
    if (breaks && /^Failed to load resource: net::ERR_/.test(message.text())) return;
    problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('dialog', async (dialog) => {
    problems.push(`dialog: ${dialog.type()} ${dialog.message()}`);
    await dialog.dismiss();
  });
  return problems;
}
