import pg from 'pg';

/** An index as the migrations made it, and how it is taken away and made again. */
interface Index {
  table: string;
  name: string;
  /** Alone on its table while it is made: a key. */
  isKey: boolean;
  drop: string;
  make: string;
}

/**
 * Takes away the indexes of some tables which nothing else needs: building them after the rows are there is many times faster than keeping them meanwhile.
 * What they are is read from the catalogue, so that the migrations stay the only place that says it.
 */
export async function dropIndexes(client: pg.Client, tables: string[]): Promise<Index[]> {
  const { rows } = await client.query<{
    table: string;
    name: string;
    definition: string;
    constraint: string | null;
    key: string | null;
  }>(
    `select t.relname as table, i.relname as name, pg_get_indexdef(i.oid) as definition, k.conname as constraint, pg_get_constraintdef(k.oid) as key
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     left join pg_constraint k on k.conindid = i.oid and k.contype in ('p', 'u')
     where t.relnamespace = 'vizitka'::regnamespace and t.relname = any($1) and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = i.oid)
     order by t.relname, i.relname`,
    [tables],
  );
  const indexes = rows.map(({ table, name, definition, constraint, key }) => ({
    table,
    name,
    isKey: constraint !== null,
    drop: constraint ? `alter table ${table} drop constraint ${constraint}` : `drop index ${name}`,
    make: constraint
      ? `alter table ${table} add constraint ${constraint} ${key}`
      : definition.replace(/ ON ONLY /, ' ON '),
  }));
  for (const { drop } of indexes) await client.query(drop);
  return indexes;
}

/** Makes them again, two at a time, keys first, the longest first. */
export async function makeIndexes(url: string, indexes: Index[], log: (line: string) => void): Promise<void> {
  const keys = indexes.filter(({ isKey }) => isKey);
  const others = indexes.filter(({ isKey }) => !isKey);
  const weight = ({ name, table }: Index) => (name.includes('search') ? 2 : 0) + (table === 'entry' ? 1 : 0);
  for (const some of [keys, others]) {
    const left = some.sort((a, b) => weight(b) - weight(a));
    await Promise.all([1, 2].map(() => makeInTurn(url, left, log)));
  }
}

async function makeInTurn(url: string, left: Index[], log: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `set search_path = vizitka, public; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 1; set synchronous_commit = off`,
    );
    for (let index = left.shift(); index; index = left.shift()) {
      const start = performance.now();
      await client.query(index.make);
      log(`index ${index.name}: ${seconds(start)} s`);
    }
  } finally {
    await client.end();
  }
}

/** Whole and tenths of seconds since. */
export function seconds(start: number): string {
  return ((performance.now() - start) / 1_000).toFixed(1);
}
