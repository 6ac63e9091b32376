import pg from 'pg';

/**
 * Databases of tests are called `vizitka_test_<run>_…`. The run is a random number under which the run holds an
 * advisory lock for as long as it lives, so that another run on the same server can tell leftovers from databases in use.
 */
export function prefixOf(run: number): string {
  return `vizitka_test_${run}_`;
}

/** The first key of the advisory locks: "vizt" in ASCII. */
export const LOCK_SPACE = 0x76697a74;

/** The same server and role, another database. Works for addresses over a Unix socket too, which `URL` refuses. */
export function withDatabase(url: string, database: string): string {
  return url.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${encodeURIComponent(database)}`);
}

/** Does `work` on a connection of its own. */
export async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  // Without a listener a connection that breaks ends the process; the next query reports it anyway.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Drops the test databases of runs that are over, known by their lock being free. */
export async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    String.raw`select datname as name from pg_database where datname like 'vizitka\_test\_%'`,
  );
  for (const run of new Set(rows.map(({ name }) => Number(name.match(/^vizitka_test_(\d+)_/)?.[1])))) {
    if (!Number.isNaN(run)) await dropIfOver(client, run);
  }
}

/** Drops all databases of a run. */
export async function dropDatabases(client: pg.Client, run: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefixOf(run)],
  );
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
}

async function dropIfOver(client: pg.Client, run: number): Promise<void> {
  const { rows } = await client.query<{ over: boolean }>('select pg_try_advisory_lock($1, $2) as over', [
    LOCK_SPACE,
    run,
  ]);
  if (!rows[0]?.over) return;
  await dropDatabases(client, run);
  await client.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, run]);
}
