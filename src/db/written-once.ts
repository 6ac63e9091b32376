import { type CompiledQuery, type QueryResult, type RawBuilder, sql } from 'kysely';
import type { Tx } from './database.ts';

/** The values of a statement by their names, as its text has them: `${value.at}`. */
export type Places<Values> = { readonly [Name in keyof Values]: RawBuilder<unknown> };

/**
 * A statement whose text is written once for each of its shapes, and from then on only given other values: to write a long one anew for each message took
 * longer than all else that is done for it here. Each value stands in it as often as it is named, and is sent once.
 * @param write is told the shape, and of the values only where they stand: nothing of what it writes can depend on one of them. A value that is put into the
 * text without a name is refused.
 */
export function writtenOnce<Shape extends object, Values extends object, Row = unknown>(
  write: (shape: Shape, value: Places<Values>) => RawBuilder<Row>,
): (tx: Tx, shape: Shape, values: Values) => Promise<QueryResult<Row>> {
  const written = new Map<string, Written<Values>>();
  return (tx, shape, values) => {
    const key = JSON.stringify(shape);
    let statement = written.get(key);
    if (!statement) {
      statement = named<Values>(write(shape, places<Values>()).compile(tx));
      if (written.size < most) written.set(key, statement);
    }
    const parameters = statement.names.map((name) => values[name]);
    return tx.executeQuery<Row>({ ...statement.query, parameters });
  };
}

/** So many shapes are kept of a statement: more are written anew, as those who send can have a hand in the shape. */
const most = 1_000;

/** Values where a statement that is written anew has them. */
export function given<Values extends object>(values: Values): Places<Values> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, sql`${value}`])) as Places<Values>;
}

interface Written<Values> {
  query: Omit<CompiledQuery, 'parameters'>;
  /** Of `$1`, `$2` and so on. */
  names: (keyof Values)[];
}

const placeOf = Symbol('the name of a value');

function places<Values>(): Places<Values> {
  return new Proxy({}, { get: (_, name) => sql`${{ [placeOf]: name }}` }) as Places<Values>;
}

function named<Values>({ parameters, ...query }: CompiledQuery): Written<Values> {
  const all = parameters.map((parameter) => {
    const name = (parameter as { [placeOf]?: keyof Values } | null)?.[placeOf];
    if (name === undefined)
      throw new Error(`A statement that is written once has to name each of its values: ${JSON.stringify(parameter)}.`);
    return name;
  });
  const names = [...new Set(all)];
  const numberOf = (place: string) => names.indexOf(all[Number(place) - 1] as keyof Values) + 1;
  return { query: { ...query, sql: query.sql.replace(/\$(\d+)/g, (_, place) => `$${numberOf(place)}`) }, names };
}
