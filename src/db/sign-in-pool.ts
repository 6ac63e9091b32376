import pg from 'pg';

/**
 * The sign-in's own few connections, which see its tables by their bare names (schema `vizitka_auth`). A setting of the
 * session: the URL must not lead through a pooler in transaction mode (DATABASE_DIRECT_URL).
 */
export function openSignInPool(url: string, onError: (error: Error) => void = () => {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 5, options: '-c search_path=vizitka_auth' });
  pool.on('error', onError); // without a listener a killed backend would end the process
  return pool;
}
