import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asGrowth, growthOf } from './report/growth.ts';
import { asPicture } from './report/picture.ts';
import type { Report } from './report/report.ts';

/**
 * `npm run bench:growth -- 1.json 10.json 100.json [--picture FILE.svg]`: how every job grows over saved runs of `npm run bench`, as a table in Markdown
 * with what ten times more would come to, and as a picture.
 */
const { values: flags, positionals } = parseArgs({
  options: { picture: { type: 'string' } },
  allowPositionals: true,
});
if (positionals.length < 2) throw new Error('This needs at least two saved runs (npm run bench -- --json FILE).');
const read = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Report;
const reports = await Promise.all(positionals.map(read));
const growth = growthOf(reports);
console.log(asGrowth(growth));
if (flags.picture) await writeFile(flags.picture, asPicture(growth));
