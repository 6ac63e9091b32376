import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** So many texts are kept in all: each connection holds the plans of those it was asked. */
const most = 1_000;

/**
 * A pool whose connections keep each statement parsed, and planned once the store finds that one plan serves all values, under a name of its own: half of
 * what the store spends on our statements is parsing and planning them. Only for connections that nobody else stands behind: a pooler in transaction
 * mode would hand the next transaction a connection that does not know the name.
 */
export function withPlannedStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const known = names.get(text);
    if (known || names.size >= most) return known;
    const name = `planned_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  const connect = async () => {
    const client = await pool.connect();
    const query = (text: string, values: unknown[]) => client.query({ name: nameOf(text), text, values });
    return { query, release: () => client.release() } as unknown as PostgresPoolClient; // whose rows are typed by who asks
  };
  return { connect, end: () => pool.end(), options: pool.options };
}
