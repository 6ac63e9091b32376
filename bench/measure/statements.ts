import pg from 'pg';

/** Each transaction of a workspace begins, is set up and is committed: these three are its frame. */
const begins = /^(?:begin|start transaction)/;
const frame = /^(?:commit|rollback|select set_config\('app\.workspace')/;
let sent = 0;
let begun = 0;
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const text = textOf(given[0]);
  if (text === null || text.includes('pg_notify')) return Reflect.apply(query, this, given);
  if (begins.test(text)) begun += 1;
  else if (!frame.test(text)) sent += 1;
  return Reflect.apply(query, this, given);
} as typeof query;

/** Statements inside the transactions of all connections of this process, their frames left out, and the transactions. */
export function statementsSoFar(): { statements: number; transactions: number } {
  return { statements: sent, transactions: begun };
}

function textOf(given: unknown): string | null {
  const text = typeof given === 'string' ? given : (given as { text?: unknown } | null)?.text;
  return typeof text === 'string' ? text : null;
}
