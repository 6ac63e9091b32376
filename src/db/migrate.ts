import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Brings the store to this version's schema: forward only, each file of migrations/ once, in the order of its number, in a
 * transaction of its own. Several processes may start at once: the second waits.
 * @param adminUrl a role that may create schemas, extensions and roles in this database (DATABASE_ADMIN_URL).
 * @param appLogin the login the app itself connects as; it is made a member of `vizitka_app`.
 * @throws when the store is newer than this version, or a file that already ran has changed its number or name.
 */
export async function migrate(adminUrl: string, appLogin?: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await prepare(client, appLogin);
    const done = await client.query<{ name: string }>('select name from vizitka_schema.migration order by name');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
    const ran = new Set(done.rows.map((row) => row.name));
    const unknown = [...ran].filter((name) => !files.includes(name));
    if (unknown.length > 0) {
      throw new Error(
        `The database was made by a newer Vizitka (${unknown.join(', ')}). Start that version or a newer one.`,
      );
    }
    for (const name of files.filter((file) => !ran.has(file))) await run(client, name);
    await client.query('select vizitka.ensure_entry_partitions()');
  } finally {
    await client.end();
  }
}

const lock = 0x76697a69; // "vizi"

/** Schema, ledger and the unprivileged role that every transaction drops to. */
async function prepare(client: pg.Client, appLogin?: string): Promise<void> {
  await client.query(`
    create schema if not exists vizitka;
    create schema if not exists vizitka_schema;
    create table if not exists vizitka_schema.migration (name text primary key, at timestamptz not null default now());
    do $$ begin if to_regrole('vizitka_app') is null then create role vizitka_app nologin; end if;
      exception when duplicate_object or unique_violation then null; end $$;
    do $$ begin execute format('grant vizitka_app to %I', current_user); exception when others then
      if not pg_has_role(current_user, 'vizitka_app', 'member') then raise; end if; end $$;`);
  for (const login of new Set(['vizitka_server', appLogin])) {
    const isOutside =
      login &&
      (
        await client.query(
          "select from pg_roles where rolname = $1 and not pg_has_role(oid, 'vizitka_app', 'member')",
          [login],
        )
      ).rowCount;
    if (isOutside) await client.query(`grant vizitka_app to ${client.escapeIdentifier(login)}`);
  }
}

async function run(client: pg.Client, name: string): Promise<void> {
  const text = await readFile(new URL(name, folder), 'utf8');
  await client.query('begin');
  try {
    await client.query('set local search_path = vizitka, public');
    await client.query(text);
    await client.query('insert into vizitka_schema.migration (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} failed and changed nothing: ${(error as Error).message}`, { cause: error });
  }
}
