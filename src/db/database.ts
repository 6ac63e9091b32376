import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { NamesOfTheStore } from './names-of-the-store.ts';
import { hasAnnounced, openWakeUp, outboxChannel } from './outbox.ts';
import { withPlannedStatements } from './planned-statements.ts';
import type { Schema } from './schema.ts';
import { sendAtOnce } from './send-at-once.ts';
import { together } from './together.ts';

/** A transaction inside one workspace: what every verb of the domain takes first. */
export type Tx = Transaction<Schema>;

/** The connections to the store. Nothing is reached but through a workspace's transaction. */
export interface Database {
  /**
   * Runs `work` in one transaction that sees only this workspace: as the role `vizitka_app` (neither superuser nor owner,
   * whatever the login), with `app.workspace` set for the row-level security, local to the transaction. Rolls back when `work` throws.
   * @param options `attempts`: how often it is tried in all when other transactions stand in its way (1); `work` then has to be one that
   * may be done again. `readsOnly`: the store refuses every write (SQLSTATE 25006), and the result is there before the transaction has ended.
   */
  inWorkspace<Result>(
    workspaceId: string,
    work: (tx: Tx) => Promise<Result>,
    options?: { attempts?: number; readsOnly?: boolean },
  ): Promise<Result>;
  /** A transaction of the unprivileged role with no workspace chosen: sees no row, reaches only the doors (functions) made for it. */
  atTheDoor<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Closes every connection; waits for running queries. */
  close(): Promise<void>;
}

interface Connecting {
  /** The most at once (10). */
  connections?: number;
  /** Hears of connections that broke while idle. */
  onError?: (error: Error) => void;
  /** Each connection keeps its statements planned, and sends at once what is asked at once: no pooler in transaction mode may stand behind it. */
  keepsPlans?: boolean;
}

/**
 * Opens a pool of connections.
 * @param url any libpq-style URL of PostgreSQL 15 or newer, whose role is a member of `vizitka_app`.
 */
export function openDatabase(
  url: string,
  { connections: max = 10, keepsPlans = false, onError }: Connecting = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: { getTypeParser },
    ...(keepsPlans && { pipeline: true, verify: settle }),
  });
  pool.on('error', (error) => onError?.(error)); // without a listener a killed backend would end the process
  pool.on('connect', (client) => client.on('error', () => {})); // and so for one in use, between two statements: the next one throws
  const dialect = new PostgresDialect({ pool: keepsPlans ? withPlannedStatements(pool) : pool });
  const kysely = new Kysely<Schema>({
    dialect,
    plugins: [new NamesOfTheStore()],
  });
  const { wake, close: stopWaking } = openWakeUp(() => sql`select pg_notify(${outboxChannel}, '')`.execute(kysely));
  const framed = async <Result>(workspaceId: string, work: (tx: Tx) => Promise<Result>, readsOnly?: boolean) => {
    let announced = false;
    const transaction = readsOnly ? kysely.transaction().setAccessMode('read only') : kysely.transaction();
    const result = await transaction.execute(async (begun) => {
      const tx = keepsPlans ? await sendAtOnce(begun, dialect) : begun;
      const chosen = (
        keepsPlans ? sql`select ${choice(workspaceId)}` : sql`select ${sql.raw(settings(true))}, ${choice(workspaceId)}`
      ).execute(tx);
      if (!keepsPlans) await chosen;
      const [, done] = await together([chosen, work(tx)]);
      announced = hasAnnounced(tx);
      return done;
    });
    if (announced) wake();
    return result;
  };
  return {
    inWorkspace: <Result>(
      workspaceId: string,
      work: (tx: Tx) => Promise<Result>,
      { attempts = 1, readsOnly = false } = {},
    ) =>
      untilFree(attempts, () =>
        readsOnly
          ? beforeTheEnd<Result>((tell) => framed(workspaceId, (tx) => work(tx).then(tell), true))
          : framed(workspaceId, work),
      ),
    atTheDoor: (work) => framed('', work),
    close: () => {
      stopWaking();
      return kysely.destroy();
    },
  };
}

/**
 * What holds for all that is ours on a connection: the role that is neither superuser nor owner, where names are looked up, and no compiling of short queries, which
 * costs more than it saves.
 */
const settings = (isLocal: boolean) =>
  [`'role', 'vizitka_app'`, `'search_path', 'vizitka, public'`, `'jit', 'off'`]
    .map((one) => `set_config(${one}, ${isLocal})`)
    .join(', ');

const choice = (workspaceId: string) => sql`set_config('app.workspace', ${workspaceId}, true)`;

/**
 * A connection that is ours alone is set up once, before anybody has it: a statement that were ever done outside of a transaction would be in no workspace, and
 * so see and write nothing. That is why a transaction's beginning need not be waited for.
 */
function settle(client: pg.PoolClient, done: (error?: Error) => void): void {
  client.query(`select ${settings(false)}`).then(() => done(), done);
}

/** Gives what `work` tells as soon as it is told; what fails before that, fails. */
function beforeTheEnd<Result>(work: (tell: (result: Result) => void) => Promise<unknown>): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  work(resolve).catch(reject);
  return promise;
}

/** Of two transactions that wait for each other the store gives one up (SQLSTATE class 40): nothing of it is left, and it may be done again. */
async function untilFree<Result>(attempts: number, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (attempt >= attempts || typeof code !== 'string' || !/^40(?:001|P01)$/.test(code)) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}

const int8 = 20;

/** Contact ids and counts are bigint in SQL and far below 2^53: they read as numbers here, and only on these connections. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === int8) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}
