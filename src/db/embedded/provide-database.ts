import { Client } from 'pg';

/**
 * Makes the unprivileged role and the database unless they are there; each start looks, so one that was killed between
 * the two does no harm.
 */
export async function provideDatabase(url: (role: 'vizitka_owner', database: string) => string): Promise<void> {
  const client = new Client({ connectionString: url('vizitka_owner', 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(`
      select exists (select from pg_roles where rolname = 'vizitka_server') as role,
             exists (select from pg_database where datname = 'vizitka') as database`);
    if (!rows[0]?.role) {
      await client.query(
        'create role vizitka_server login nosuperuser nobypassrls nocreatedb nocreaterole noreplication',
      );
    }
    if (!rows[0]?.database) await client.query('create database vizitka owner vizitka_owner');
  } finally {
    await client.end();
  }
}
