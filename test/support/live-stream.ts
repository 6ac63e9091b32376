import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { LiveEvent } from '#contract/live.ts';
import { announce } from '#domain/live/announce.ts';
import { addOperator } from '#domain/operators/people.ts';
import { provideUser } from '#http/auth/users.ts';
import { type Company, signIn, type TestApp } from './app.ts';

/** A door behind a real socket. */
export interface TestServer {
  url: string;
  server: Server;
  close(): Promise<void>;
}

/** Opens one for an app; `close()` it before the app. */
export async function aServer(app: TestApp): Promise<TestServer> {
  const server = createAdaptorServer({ fetch: app.fetch, createServer }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, close };
}

/** One event of a stream, as the browser would get it. */
export interface Heard {
  id: string;
  /** `message` unless the stream names another. */
  type: string;
  event: LiveEvent;
}

/** A stream of live events, and what it said so far. */
export interface LiveStream {
  status: number;
  heard: Heard[];
  /** The last id that the stream gave, with an event or without. */
  lastId: string;
  isClosed: boolean;
  /** Resolves as soon as so many events were heard, or the stream closed, or the time (milliseconds) is over. */
  until(count: number, time?: number): Promise<Heard[]>;
  /** Resolves when the server has ended it, or the time is over. */
  closed(time: number): Promise<boolean>;
  close(): void;
}

/** Listens like a browser's EventSource; `headers` are those of a Company, `lastEventId` where an earlier stream broke, `since` where a first one begins. */
export async function aLiveStream(
  server: TestServer,
  headers: Record<string, string>,
  given: { workspace?: string; lastEventId?: string; since?: string } = {},
): Promise<LiveStream> {
  const { workspace, since } = given;
  const query = new URLSearchParams({ ...(workspace && { workspace }), ...(since && { since }) });
  const leaving = new AbortController();
  const answer = await fetch(`${server.url}/api/v1/live?${query}`, {
    headers: { ...headers, ...(given.lastEventId !== undefined && { 'last-event-id': given.lastEventId }) },
    signal: leaving.signal,
  });
  const waits = new Set<() => void>();
  const stream: LiveStream = {
    status: answer.status,
    heard: [],
    lastId: '',
    isClosed: false,
    async until(count, time = 8_000) {
      await waitUntil(() => stream.heard.length >= count || stream.isClosed, time);
      return stream.heard;
    },
    async closed(time) {
      await waitUntil(() => stream.isClosed, time);
      return stream.isClosed;
    },
    close: () => leaving.abort(),
  };
  async function waitUntil(isThere: () => boolean, time: number): Promise<void> {
    const end = Date.now() + time;
    while (!isThere() && Date.now() < end) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, end - Date.now());
        waits.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
  const news = () => {
    for (const wake of waits) wake();
    waits.clear();
  };
  const reading = answer.status === 200 && answer.body ? read(answer.body, stream, news) : answer.body?.cancel();
  void Promise.resolve(reading)
    .catch(() => {})
    .finally(() => {
      stream.isClosed = true;
      news();
    });
  if (answer.status === 200)
    await waitUntil(() => stream.isClosed || stream.lastId !== '', given.lastEventId || since ? 0 : 2_000);
  return stream;
}

// HTML Standard, 9.2.6: blocks of fields, ended by an empty line.
async function read(body: ReadableStream<Uint8Array>, stream: LiveStream, news: () => void): Promise<void> {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + part).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
      stream.lastId = field('id') ?? stream.lastId;
      const data = field('data');
      if (data !== undefined)
        stream.heard.push({ id: stream.lastId, type: field('event') ?? 'message', event: JSON.parse(data) });
    }
    news();
  }
}

/** Announces a change of cards, as a verb does. */
export function sayChanged(app: TestApp, { workspaceId }: Company, ...contactIds: number[]): Promise<void> {
  return app.database.inWorkspace(workspaceId, (tx) => announce(tx, workspaceId, changeOf(...contactIds)));
}

/** Resolves once everything announced in a company so far was told: a stream that is opened then hears only of what comes. */
export async function untilTold(server: TestServer, app: TestApp, company: Company): Promise<void> {
  const stream = await aLiveStream(server, company.browser, { workspace: company.slug });
  await sayChanged(app, company, 0);
  const isTold = () => stream.heard.some(({ event }) => event.contactIds?.[0] === 0);
  while (!isTold() && !stream.isClosed) await stream.until(stream.heard.length + 1);
  stream.close();
}

/** What a stream says of it. */
export function changeOf(...contactIds: number[]): LiveEvent {
  return { topic: 'contact', contactIds, what: 'change' };
}

/** A new operator of a company, member of these queues, signed in. */
export async function aListener(
  app: TestApp,
  company: Company,
  name: string,
  queues: string[] = [],
): Promise<{ id: string; headers: { cookie: string } }> {
  const [email, password] = [`${name}@example.com`, 'correct horse battery'];
  const { user } = await provideUser(app.auth, { email, password, name });
  const { id } = await app.database.inWorkspace(company.workspaceId, (tx) =>
    addOperator(tx, company.system, { userId: user.id, name, email, role: 'operator', queues }),
  );
  return { id, headers: { cookie: await signIn(app, email, password) } };
}
