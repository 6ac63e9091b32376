import pg from 'pg';
import { type Database, openDatabase, type Tx } from '#db/database.ts';
import type { OperatorActor, SystemActor } from '#domain/operators/actor.ts';
import type { BenchStore } from '../store/types.ts';

/** What every job has at hand. */
export interface Bench {
  store: BenchStore;
  database: Database;
  /** Connections of the usual ways: as the owner, whom no policy slows down, one statement at a time, without a transaction around it. */
  usual: pg.Pool;
  /** A connection that reads whole tables, for the checks. */
  plain: pg.Pool;
  /** A connection past row-level security, for what is prepared and put back. */
  owner: pg.Pool;
  people: Actors;
  /** Does `work` in a transaction of the workspace, as every request does. */
  within<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** The same as requests do that only read. */
  reading<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

export interface Actors {
  /** An operator, member of all 12 queues: the predicate is asked, and lets everything pass. */
  all: OperatorActor;
  three: OperatorActor;
  one: OperatorActor;
  none: OperatorActor;
  /** From whom some queues are hidden. */
  hidden: OperatorActor;
  /** Who sees everything without being asked. */
  system: SystemActor;
}

/**
 * Opens the connections of a benchmark on a store. `close` leaves the store running.
 * @param options `patience`: seconds after which a usual way is given up. `keepsPlans`: the product's connections keep their statements planned, as they do where no pooler stands between (decision 15).
 */
export async function openBench(
  store: BenchStore,
  { keepsPlans = true, patience = 30 } = {},
): Promise<Bench & { close(): Promise<void> }> {
  const pool = (options: string, max = 4) => {
    const all = `-c jit=off -c search_path=vizitka,public ${options}`;
    const opened = new pg.Pool({ connectionString: store.ownerUrl, max, options: all });
    opened.on('error', () => {}); // a connection that the server ends as it stops; one in use fails in its query
    opened.on('connect', (client) => client.on('error', () => {}));
    return opened;
  };
  const database = openDatabase(store.appUrl, { connections: 16, keepsPlans });
  const usual = pool(`-c statement_timeout=${patience * 1_000}`);
  const noIndex = ['indexscan', 'indexonlyscan', 'bitmapscan', 'nestloop'].map((way) => `-c enable_${way}=off`);
  const plain = pool(`${noIndex.join(' ')} -c work_mem=128MB`, 2);
  const owner = pool('-c maintenance_work_mem=512MB -c statement_timeout=0');
  return {
    store,
    database,
    usual,
    plain,
    owner,
    people: await actorsOf(store, owner),
    within: (work) => database.inWorkspace(store.workspaceId, work),
    reading: (work) => database.inWorkspace(store.workspaceId, work, { readsOnly: true }),
    close: async () => {
      await Promise.all([database.close(), usual.end(), plain.end(), owner.end()]);
    },
  };
}

/** One of several, in turn. */
export function chosen<Item>(items: readonly Item[], n: number): Item {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}

async function actorsOf({ workspaceId, facts }: BenchStore, owner: pg.Pool): Promise<Actors> {
  const { all, three, one, none } = facts.operators;
  const { rows } = await owner.query<Omit<OperatorActor, 'type' | 'workspaceId'>>(
    `select o.id, o.name, o.role, array(select m.queue_id from queue_member m
        where m.workspace_id = o.workspace_id and m.operator_id = o.id)::text[] as queues
      from operator o where o.workspace_id = $1`,
    [workspaceId],
  );
  const actor = (id: string): OperatorActor => {
    const found = rows.find((row) => row.id === id);
    if (!found) throw new Error(`The store has no operator ${id}, whom its facts name.`);
    return { type: 'operator', workspaceId, ...found };
  };
  return {
    all: actor(all),
    three: actor(three),
    one: actor(one),
    none: actor(none),
    hidden: actor(facts.operatorWithHidden),
    system: { type: 'system', workspaceId, id: null, name: 'bench' },
  };
}
