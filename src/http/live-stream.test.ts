import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce } from '#domain/live/announce.ts';
import { createApiKey, revokeApiKey } from '#domain/operators/api-keys.ts';
import { removeOperator } from '#domain/operators/end-access.ts';
import { aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';
import {
  aListener,
  aLiveStream,
  aServer,
  changeOf,
  sayChanged,
  type TestServer,
  untilTold,
} from '#test/support/live-stream.ts';

let app: TestApp;
let server: TestServer;
let acme: Company;
let other: Company;
beforeAll(async () => {
  app = await anApp();
  server = await aServer(app);
  acme = await aCompany(app, 'acme');
  other = await aCompany(app, 'other');
  for (const company of [acme, other]) await untilTold(server, app, company);
});
afterAll(async () => {
  await server.close();
  await app.close();
});

const listen = (lastEventId?: string) =>
  aLiveStream(server, acme.browser, { workspace: 'acme', ...(lastEventId !== undefined && { lastEventId }) });
const inAcme: <Of>(work: Parameters<typeof app.database.inWorkspace<Of>>[1]) => Promise<Of> = (work) =>
  app.database.inWorkspace(acme.workspaceId, work);

describe('a stream that broke', () => {
  it('goes on where it was, and tells nothing twice or of others', async () => {
    const first = await listen();
    await sayChanged(app, acme, 1);
    const [heard] = await first.until(1);
    first.close();
    await sayChanged(app, other, 5);
    for (const id of [2, 3]) await sayChanged(app, acme, id);
    const second = await listen(heard?.id);
    await second.until(2);
    await sayChanged(app, acme, 4);
    await second.until(3);
    expect(second.heard.map(({ type, event }) => [type, event])).toEqual(
      [2, 3, 4].map((id) => ['message', changeOf(id)]),
    );
    second.close();
  });

  it('goes on from where it began when it had heard nothing', async () => {
    const first = await listen();
    first.close();
    await sayChanged(app, acme, 7);
    const second = await listen(first.lastId);
    expect((await second.until(1)).map(({ event }) => event)).toEqual([changeOf(7)]);
    second.close();
  });

  it('is told to ask for everything anew when it was away too long, missed too much, or says nonsense', async () => {
    const { lastId, close } = await listen();
    close();
    const [xid, id, seconds] = lastId.split('.');
    const tooOld = `${xid}.${id}.${Number(seconds) - 3_600}`;
    for (const lastEventId of [tooOld, 'nonsense']) {
      const stream = await listen(lastEventId);
      await stream.until(1);
      await sayChanged(app, acme, 8);
      await stream.until(2);
      expect(stream.heard.map(({ type }) => type)).toEqual(['reset', 'message']);
      stream.close();
    }
    const told = await listen(); // the reader may be behind: what it has not read yet, nobody missed
    for (const said of [600, 1_200]) {
      await inAcme(async (tx) => {
        for (let n = 0; n < 600; n++) await announce(tx, acme.workspaceId, changeOf(n));
      });
      await told.until(said, 30_000);
    }
    told.close();
    const stream = await listen(lastId);
    await stream.until(1);
    expect(stream.heard[0]?.type).toBe('reset');
    stream.close();
  });

  it('misses nothing while the reader’s own connection is killed', async () => {
    const stream = await listen();
    const killer = new pg.Client({ connectionString: app.databaseUrl });
    await killer.connect();
    const ids = Array.from({ length: 20 }, (_, n) => 1_000 + n);
    for (const id of ids) {
      await sayChanged(app, acme, id);
      if (id !== 1_005) continue;
      const kill = `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'vizitka live' and datname = current_database()`;
      expect((await killer.query(kill)).rowCount).toBe(1);
    }
    await killer.end();
    await stream.until(ids.length, 4_000);
    expect(stream.heard.map(({ event }) => event.contactIds?.[0])).toEqual(ids);
    stream.close();
  });
});

describe('a stream ends', () => {
  it('within five seconds when its operator is removed or signs out, or its key is revoked', async () => {
    const removed = await aListener(app, acme, 'removed');
    const leaving = await aListener(app, acme, 'leaving');
    const key = await inAcme((tx) => createApiKey(tx, acme.system, { name: 'Old', scopes: ['*'] }));
    const streams = [
      await aLiveStream(server, removed.headers, { workspace: 'acme' }),
      await aLiveStream(server, leaving.headers, { workspace: 'acme' }),
      await aLiveStream(server, { authorization: `Bearer ${key.key}` }),
    ];
    const staying = await listen();
    await inAcme((tx) => removeOperator(tx, acme.system, removed.id));
    await inAcme((tx) => revokeApiKey(tx, acme.system, key.id));
    const headers = { ...leaving.headers, origin: app.origin };
    await app.call('POST', '/api/auth/sign-out', { headers, body: {} });
    const closed = await Promise.all(streams.map((stream) => stream.closed(5_000)));
    expect([...closed, staying.isClosed]).toEqual([true, true, true, false]);
    staying.close();
  });

  it('when its client takes nothing for ten seconds, while others go on', async () => {
    const stream = await listen();
    const { port } = new URL(server.url);
    const accepted = once(server.server, 'connection') as Promise<[Socket]>;
    const deaf = connect(Number(port), '127.0.0.1');
    const [itsSocket] = await accepted;
    const { authorization } = acme.key;
    deaf.write(`GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n\r\n`);
    await once(deaf, 'data');
    deaf.pause();
    const ids = Array.from({ length: 100_000 }, (_, n) => n);
    let most = 0;
    const began = performance.now();
    while (!itsSocket.destroyed && performance.now() - began < 60_000) {
      await sayChanged(app, acme, ...ids);
      most = Math.max(most, itsSocket.writableLength);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(itsSocket.destroyed).toBe(true);
    expect(most).toBeLessThan(5_000_000); // what was being said when it stopped taking, not all that came since
    expect(stream.isClosed).toBe(false);
    deaf.destroy();
    stream.close();
  }, 90_000);

  it('is refused beyond twenty of one person at once', async () => {
    const { headers } = await aListener(app, acme, 'tabs');
    const streams = [];
    for (let n = 0; n < 21; n++) streams.push(await aLiveStream(server, headers, { workspace: 'acme' }));
    expect(streams.map(({ status }) => status)).toEqual([...Array(20).fill(200), 429]);
    streams[0]?.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const again = await aLiveStream(server, headers, { workspace: 'acme' });
    expect(again.status).toBe(200);
    for (const stream of [...streams, again]) stream.close();
  });

  it('at once when the server stops', async () => {
    const stopping = await anApp();
    const its = await aServer(stopping);
    const company = await aCompany(stopping, 'acme');
    const stream = await aLiveStream(its, company.key);
    await stopping.stopLive();
    expect(await stream.closed(1_000)).toBe(true);
    expect((await aLiveStream(its, company.key)).status).toBe(503);
    await its.close();
    await stopping.close();
  });
});
