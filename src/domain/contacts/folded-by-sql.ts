import { type RawBuilder, sql } from 'kysely';
import { latin } from '#contract/fold.ts';

/**
 * What fold() makes of a text, as an expression of PostgreSQL: for comparing what is not stored folded. Where servers differ (lower case of rare
 * scripts, marks beyond the first plane) a value may be missed, so nothing that is kept may depend on it. Plain texts take the short way.
 */
export function foldedBySql(text: RawBuilder<unknown>): RawBuilder<string> {
  const bare = sql`regexp_replace(normalize(${text}, NFKD), ${sql.lit(`[${marks}]`)}, '', 'g')`;
  const small = sql`lower(translate(${bare}, ${sql.lit(letters.from)}, ${sql.lit(letters.to)}))`;
  const spelled = Object.entries(latin)
    .filter(([, to]) => to.length !== 1)
    .reduce<RawBuilder<unknown>>(
      (inner, [from, to]) => sql`replace(${inner}, ${sql.lit(from)}, ${sql.lit(to)})`,
      small,
    );
  return sql<string>`case when ${text} ~ '^[!-~]+( [!-~]+)*$' then lower(${text})
    else btrim(regexp_replace(normalize(${spelled}, NFC), ${sql.lit(`[${spaces}]+`)}, ' ', 'g')) end`;
}

const firstPlane = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code));

/** As ranges of a bracket expression: PostgreSQL knows no \p{…}. */
const marks = rangesOf(/\p{M}/u);
const spaces = rangesOf(/[\s\p{Cc}\p{Cf}]/u);

/** Letters of the table, large and small, to the one letter they become; those that become several, to the small one. */
const letters = (() => {
  const found = firstPlane.filter((letter) => latin[letter.toLowerCase()] !== undefined);
  const to = found.map((letter) => {
    const small = letter.toLowerCase();
    const plain = latin[small] ?? '';
    return plain.length === 1 ? plain : small;
  });
  return { from: found.join(''), to: to.join('') };
})();

function rangesOf(signs: RegExp): string {
  const codes = firstPlane.flatMap((sign, code) => (code > 0 && signs.test(sign) ? [code] : []));
  const written = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;
  return codes
    .flatMap((code, place) => {
      if (codes[place - 1] === code - 1) return [];
      let end = place;
      while (codes[end + 1] === (codes[end] ?? 0) + 1) end += 1;
      return [`${written(code)}-${written(codes[end] ?? code)}`];
    })
    .join('');
}
