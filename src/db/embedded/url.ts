/**
 * Makes libpq-style addresses over the socket in this directory. Port and sslmode are spelled out because
 * node-postgres would otherwise take PGPORT and PGSSLMODE from the caller's environment.
 */
export function urlMaker(socketDirectory: string): (role: string, database?: string) => string {
  const host = encodeURIComponent(socketDirectory);
  return (role, database = 'vizitka') =>
    `postgresql://${role}@/${encodeURIComponent(database)}?host=${host}&port=5432&sslmode=disable`;
}
