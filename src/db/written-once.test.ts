import { type RawBuilder, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { given, type Places, writtenOnce } from './written-once.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
});

interface Values {
  name: string | null;
  at: Date;
  list: string[];
}
interface Row {
  firstName: string | null;
  again: string | null;
  sameDay: boolean;
  count: number;
}
const values = { name: 'Jana', at: new Date('2026-05-04T10:00:00.000Z'), list: ['$1', "it's"] };

describe('a statement that is written once', () => {
  test('is given other values each time, each of which it sends once however often it names it', async () => {
    let times = 0;
    const say = writtenOnce<{ isLong: boolean }, Values, Row>(({ isLong }, value) => {
      times += 1;
      return sql`select ${value.name}::text as first_name, ${value.name}::text as again, ${value.at}::timestamptz = ${value.at} as same_day,
        cardinality(${value.list}::text[]) as count ${isLong ? sql`, array_to_string(${value.list}, ',') as joined` : sql``}`;
    });
    const rows = await workspace.within(async (tx) => {
      const first = await say(tx, { isLong: false }, values);
      const second = await say(tx, { isLong: false }, { ...values, name: null, list: [] });
      const long = await say(tx, { isLong: true }, values);
      return [...first.rows, ...second.rows, ...long.rows];
    });
    expect(rows).toEqual([
      { firstName: 'Jana', again: 'Jana', sameDay: true, count: 2 },
      { firstName: null, again: null, sameDay: true, count: 0 },
      { firstName: 'Jana', again: 'Jana', sameDay: true, count: 2, joined: "$1,it's" },
    ]);
    expect(times).toBe(2);
  });

  test('refuses a value that was put into it without a name, which would stand there for all who come after', async () => {
    const keep = writtenOnce<object, Pick<Values, 'name'>>(
      (_, value) => sql`select ${value.name}::text, ${'once'}::text`,
    );
    await expect(workspace.within((tx) => keep(tx, {}, { name: 'Jana' }))).rejects.toThrow('name each of its values');
  });

  test('says what one that is written anew says, whose values are given', async () => {
    const text = (value: Places<Values>): RawBuilder<unknown> =>
      sql`select ${value.name}::text as name, ${value.list}::text[] as list`;
    const once = writtenOnce<object, Values>((_, value) => text(value));
    const [kept, anew] = await workspace.within(async (tx) => [
      await once(tx, {}, values),
      await text(given<Values>(values)).execute(tx),
    ]);
    expect(kept?.rows).toEqual([{ name: 'Jana', list: ['$1', "it's"] }]);
    expect(anew?.rows).toEqual(kept?.rows);
  });
});
