// npm run eval:duplicates -- [DIRECTORY]
//
// How well duplicates are found, by the functions the product uses, with nothing set by hand. DIRECTORY holds sets of cards as NAME.csv (columns as
// the import names them) with the truth apart, NAME.truth.csv (external_id, cluster). Without it, invented sets are measured.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { findDuplicates } from '#domain/contacts/duplicates/matcher/find-duplicates.ts';
import { learnModel } from '#domain/contacts/duplicates/matcher/learn.ts';
import { type CardRecord, prepare } from '#domain/contacts/duplicates/matcher/record.ts';
import { canonicalValue } from '#domain/identity/canonical.ts';
import { inventedSets } from '#test/support/cards/invented-sets.ts';
import { measureDuplicates } from '#test/support/cards/measure-duplicates.ts';

interface LabelledCards {
  name: string;
  records: CardRecord[];
  /** Which client each record is. */
  cluster: (string | number)[];
}

const [directory] = process.argv.slice(2);
const sets = directory ? labelledFiles(directory) : inventedSets();
const columns = 'set,cards,pairs,precision,recall,F1,best F1,at,P at 0.9,error,per card,seconds'.split(',');
console.log(row('', columns));
for (const { name, records, cluster } of sets) console.log(row(name, await evaluate(records, cluster)));
console.log(`
precision, recall, F1: of the pairs with a score of 0.5 and more, all pairs of one client counted. best F1, at: with the best threshold.
P at 0.9: how many suggestions of 0.9 and more are right. error: expected calibration error of the scores from 0.1.
per card: pairs compared. seconds: preparing, learning and finding together.`);

async function evaluate(given: CardRecord[], cluster: (string | number)[]): Promise<string[]> {
  const start = performance.now();
  const records = given.map(prepare);
  const model = await learnModel(records);
  const { suggestions, compared } = await findDuplicates(records, model, { min: 0.1 });
  const seconds = (performance.now() - start) / 1000;
  const figures = measureDuplicates(suggestions, cluster);
  return [
    String(records.length),
    String(figures.pairs),
    ...[figures.precision, figures.recall, figures.f1, figures.best, figures.bestAt, figures.precisionAtNine].map(
      (share) => (Number.isNaN(share) ? '-' : share.toFixed(4)),
    ),
    Number.isNaN(figures.calibrationError) ? '-' : figures.calibrationError.toFixed(4),
    (compared / records.length).toFixed(1),
    seconds.toFixed(1),
  ];
}

function row(name: string, cells: string[]): string {
  const [first = name, ...rest] = name ? [name, ...cells] : cells;
  return first.padEnd(26) + rest.map((cell) => cell.padStart(10)).join('');
}

function* labelledFiles(folder: string): Generator<LabelledCards> {
  const truths = readdirSync(folder).filter((file) => file.endsWith('.truth.csv'));
  for (const truth of truths.sort()) {
    const name = truth.slice(0, -'.truth.csv'.length);
    const clusters = new Map(rows(join(folder, truth)).map((line) => [line.external_id, line.cluster ?? '']));
    const lines = rows(join(folder, `${name}.csv`));
    yield {
      name,
      records: lines.map(recordOf),
      cluster: lines.map((line) => clusters.get(line.external_id) ?? `of its own: ${line.external_id}`),
    };
  }
}

type Line = Record<string, string | undefined>;

function rows(file: string): Line[] {
  return parse(readFileSync(file), { columns: true, bom: true, relax_column_count: true });
}

/** A row as the card that the import makes of it. */
function recordOf(line: Line, id: number): CardRecord {
  const country = line.country?.trim() || null;
  const several = (column: string) => [line[column], line[`${column}2`]].flatMap((cell) => cell?.split(';') ?? []);
  const values = (kind: 'email' | 'phone') =>
    several(kind)
      .filter((value) => value.trim())
      .map((value) => canonicalValue({ kind, value }, country).key);
  return {
    id,
    names: line.name?.trim() ? [line.name] : [],
    emails: values('email'),
    phones: values('phone'),
    identifiers: [],
    birthDate: line.birth_date?.trim() || null,
    company: line.company?.trim() || null,
    street: line.street?.trim() || null,
    city: line.city?.trim() || null,
    postcode: line.postcode?.trim() || null,
    region: line.region?.trim() || null,
    country,
  };
}
