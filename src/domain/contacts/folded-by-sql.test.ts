import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { fold, latin } from '#contract/fold.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { foldedBySql } from './folded-by-sql.ts';

const database = ownDatabase();

const letters = Object.keys(latin);

it.each([
  ['plain', 'Brno', 'NEW YORK', 'a|b{c}', ''],
  ['with accents', 'Žďár nad Sázavou', 'ČESKÉ BUDĚJOVICE', 'Ångström', 'İzmir', 'Việt Nam'],
  ['in other letters', 'Новак', 'НОВАК Щука Подъезд Ёлка Київ', 'Αθήνα', 'ΨΥΧΗ Χίος', 'Љубљана'],
  ['with letters of their own', 'Łódź', 'Tromsø', 'STRASSE Straße ẞ', 'Æsir Œuvre', 'Þingvellir', 'Hırvatistan'],
  ['with spaces of all kinds', '  New\u00a0 York\t', 'a\nb', 'so\u00adft', '\u200bzero'],
  ['of other scripts', '서울특별시', '東京', 'ﬁne ½ ①', 'שָׁלוֹם', 'नमस्ते'],
  ['of every letter that is spelled out', letters.join(' '), letters.join(' ').toUpperCase()],
])('folds texts %s as fold() does', async (_, ...texts) => {
  const { rows } = await database.atTheDoor((tx) =>
    sql<{ folded: string }>`select ${foldedBySql(sql`t.text`)} as folded
      from unnest(${texts}::text[]) with ordinality as t (text, n) order by n`.execute(tx),
  );
  expect(rows.map(({ folded }) => folded)).toEqual(texts.map(fold));
});
