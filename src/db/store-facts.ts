import pg from 'pg';

/** What there is to know of a server before anything works: its version, and whether the login is as powerless as it should be. */
export async function storeFacts(url: string): Promise<{ version: string; number: number; unprivileged: boolean }> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; number: number; unprivileged: boolean }>(`
      select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        not (rolsuper or rolbypassrls) as unprivileged from pg_roles where rolname = current_user`);
    return rows[0] ?? { version: 'unknown', number: 0, unprivileged: false };
  } finally {
    await client.end();
  }
}
