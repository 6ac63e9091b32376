import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** So many texts are kept in all: each connection holds the plans of those it was asked. */
const most = 1_000;

/**
 * A pool whose connections keep each statement parsed, and planned once the store finds that one plan serves all values, under a name of its own: half of
 * what the store spends on our statements is parsing and planning them. Statements that are asked at once are sent at once, and answered one after the other: the pool
 * is to be opened with `pipeline`. Only for connections that nobody else stands behind: a pooler in transaction mode would hand the next transaction a
 * connection that does not know the name.
 */
export function withPlannedStatements(pool: pg.Pool): PostgresPool {
  const planned = new Map<string, Planned>();
  const ofText = (text: string): Planned => {
    const known = planned.get(text);
    if (known || planned.size >= most) return known ?? { text };
    const statement = { name: `planned_${planned.size + 1}`, text };
    planned.set(text, statement);
    return statement;
  };
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const connect = async () => {
    const client = await pool.connect();
    const known = wrapped.get(client);
    if (known) return known;
    const own = planning(client, ofText);
    wrapped.set(client, own);
    return own;
  };
  return { connect, end: () => pool.end(), options: pool.options };
}

/** A statement by its name on each connection; without one where there are too many. The text is the same string each time, which nobody has to compare or keep twice. */
interface Planned {
  name?: string;
  text: string;
}

function planning(client: pg.PoolClient, ofText: (text: string) => Planned): PostgresPoolClient {
  const { stream } = client.connection;
  let isGathering = false;
  let beginning: Promise<unknown> | null = null;
  let isLost = false;
  const query = (text: string, values: unknown[]): Promise<unknown> => {
    if (!isGathering) {
      isGathering = true;
      stream.cork(); // what is asked before anything else happens goes out in one piece: sending costs more than all else here
      process.nextTick(() => {
        isGathering = false;
        stream.uncork();
      });
    }
    const answer = ask(client, { ...ofText(text), values });
    if (beginnings.has(text)) {
      beginning = answer;
      answer.catch(() => {}); // told by the next one
      return Promise.resolve({ command: 'BEGIN', rowCount: null, rows: [] });
    }
    if (text === rollback)
      return answer.catch(() => {
        isLost = true; // with its transaction, and what went wrong before says why
        return { command: 'ROLLBACK', rowCount: null, rows: [] };
      });
    if (!beginning) return answer;
    const begun = beginning;
    beginning = null;
    return Promise.all([begun, answer]).then(([, answered]) => answered);
  };
  const release = (isDiscarded?: boolean) => {
    beginning = null; // of a transaction that asked nothing
    client.release(isDiscarded || isLost);
  };
  return { query, release } as unknown as PostgresPoolClient; // whose rows are typed by who asks
}

/**
 * By a callback: of the promises that pg makes itself each keeps all of its question and its answer from the garbage collector's short rounds, until a long one; a round then took 6 to 20 ms
 * instead of 1, about every eightieth page.
 */
function ask(client: pg.PoolClient, statement: Planned & { values: unknown[] }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    void client.query(statement, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

/**
 * The beginning of a transaction is not waited for: it is sent together with the statements that follow it. Should it ever fail alone, those were done in no
 * workspace (database.ts), and the first of them tells why.
 */
const beginnings = new Set(['begin', 'start transaction read only']);

const rollback = 'rollback';
