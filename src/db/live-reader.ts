import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { makeBell } from './bell.ts';
import { type LiveSubscription, makeSubscription, type Subscriber } from './live-subscription.ts';
import { type OutboxPosition, type OutboxRow, outboxChannel, outboxTrusted } from './outbox.ts';

/** Reads what every workspace announces, once per process, and hands each row to those who listen for its workspace. */
export interface LiveReader {
  /** Listens for a workspace from now on. Over at once when the reader is closed. */
  subscribe(workspaceId: string): LiveSubscription;
  /** Up to where everything announced was read by now. */
  position(): OutboxPosition;
  /** Ends every subscription and the connection. */
  close(): Promise<void>;
}

/** Milliseconds. A poll is the safety net for a wake-up that got lost, or was sent before an older transaction ended. */
const times = { poll: 1_000, answer: 5_000, firstBackOff: 100, lastBackOff: 5_000, farewell: 1_000 };
const pageSize = 1_000;

/**
 * Opens the reader: one connection that waits for wake-ups (LISTEN), and looks each second by itself. It reads in the order
 * (xid, id) and only below the oldest running transaction, so that none that commits late is skipped. When its connection
 * breaks it makes another and catches up from where it was.
 * @param options `directUrl`: leads to the server itself, not through a pooler in transaction mode; `onError`: hears of each break;
 * `poll`: milliseconds between two looks without a wake-up (1,000).
 * @throws when the store cannot be reached at first.
 */
export async function openLiveReader(options: {
  directUrl: string;
  onError?: (error: Error) => void;
  poll?: number;
}): Promise<LiveReader> {
  const subscribers = new Map<string, Set<Subscriber>>();
  const bell = makeBell();
  let isClosed = false;
  let client: pg.Client | undefined = await connect(options.directUrl, bell.ring);
  let position = await presentPosition(client);

  async function readOn(reading: pg.Client): Promise<void> {
    while (!isClosed) {
      const asked = new Date();
      const rows = await readAfter(reading, position);
      const last = rows.at(-1);
      const isAll = rows.length < pageSize;
      const { xid, id, at } = last ?? position;
      position = { xid, id, at: isAll ? asked : at };
      for (const [workspaceId, own] of Map.groupBy(rows, (row) => row.workspaceId)) {
        for (const one of subscribers.get(workspaceId) ?? []) one.hear(own);
      }
      if (isAll) return;
    }
  }

  /** A new connection; whether all that was missed meanwhile is still there decides if it is caught up or given up. */
  async function reconnect(): Promise<pg.Client> {
    const made = await connect(options.directUrl, bell.ring);
    const present = await presentPosition(made);
    const isRewound = BigInt(present.xid) < BigInt(position.xid); // another server, or one restored from a copy
    if (isRewound || Date.now() - position.at.getTime() > outboxTrusted) {
      position = present;
      for (const own of subscribers.values()) for (const one of own) one.miss();
    }
    return made;
  }

  async function run(): Promise<void> {
    let backOff = times.firstBackOff;
    while (!isClosed) {
      try {
        client ??= await reconnect();
        await readOn(client);
        backOff = times.firstBackOff;
        await bell.wait(options.poll ?? times.poll);
      } catch (error) {
        if (isClosed) break;
        options.onError?.(error as Error);
        client?.end().catch(() => {}); // not awaited: a dead network never answers
        client = undefined;
        await bell.wait(backOff);
        backOff = Math.min(backOff * 2, times.lastBackOff);
      }
    }
    if (client) await Promise.race([client.end().catch(() => {}), pause(times.farewell, undefined, { ref: false })]);
  }
  const running = run();

  return {
    position: () => position,
    subscribe(workspaceId) {
      const own = subscribers.get(workspaceId) ?? new Set();
      subscribers.set(workspaceId, own);
      const made = makeSubscription(
        () => position,
        () => {
          own.delete(made.subscriber);
          if (own.size === 0 && subscribers.get(workspaceId) === own) subscribers.delete(workspaceId);
        },
      );
      own.add(made.subscriber);
      if (isClosed) made.subscription.end();
      return made.subscription;
    },
    async close() {
      isClosed = true;
      for (const own of [...subscribers.values()]) for (const one of [...own]) one.end();
      bell.ring();
      await running;
    },
  };
}

async function connect(url: string, ring: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'vizitka live',
    connectionTimeoutMillis: times.answer,
    query_timeout: times.answer,
    keepAlive: true,
  });
  client.on('error', ring); // without a listener a killed backend would end the process
  client.on('end', ring);
  client.on('notification', ring);
  try {
    await client.connect();
    await client.query(`listen ${outboxChannel}`);
    return client;
  } catch (error) {
    client.end().catch(() => {});
    throw error;
  }
}

/** Before everything that is not yet read, after everything that is: all older transactions have ended. */
async function presentPosition(client: pg.Client): Promise<OutboxPosition> {
  const at = new Date();
  const { rows } = await client.query<{ xid: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as xid');
  return { xid: rows[0]?.xid ?? '0', id: '00000000-0000-0000-0000-000000000000', at };
}

async function readAfter(client: pg.Client, { xid, id }: OutboxPosition): Promise<OutboxRow[]> {
  const { rows } = await client.query<OutboxRow>(
    `select workspace_id as "workspaceId", xid::text, id, payload, created_at as at from vizitka.read_outbox($1::xid8, $2, $3)`,
    [xid, id, pageSize],
  );
  return rows;
}
