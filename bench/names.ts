import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { fold, foldVersion } from '#contract/fold.ts';
import { openDatabase } from '#db/database.ts';
import { startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import { searchedAs, searchTexts, searchWords } from '#domain/contacts/refresh-search.ts';
import type { SystemActor } from '#domain/operators/actor.ts';

/**
 * `node bench/names.ts FOLDER`: of names in two scripts, how many are found by the other among the first ten. Each file has a pair a line, apart by a tab, what
 * follows is not looked at; spaces in the second are left out. The names of one side are the cards of a workspace, the others are searched; both ways. Halves
 * by the order of the file (even, odd lines) tell rules from tables that were fitted to some of the lines. Shown are the misses too, with `--misses N`.
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cards: { type: 'string', default: '2000' },
    misses: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});
const folder = positionals[0];
if (!folder) throw new Error('Name the folder with the files of pairs: node bench/names.ts FOLDER');
const dataDir = await mkdtemp(join(tmpdir(), 'vizitka-bench-'));
await chmod(dataDir, 0o755); // as root the server runs under another user id
const server = await startEmbedded({ dataDir });
const database = openDatabase(server.url('vizitka_server'));
const figures: Measured[] = [];
try {
  await migrate(server.url('vizitka_owner'));
  for (const file of (await readdir(folder)).sort()) {
    const pairs = spread(pairsOf(await readFile(join(folder, file), 'utf8')), Number(flags.cards));
    if (pairs.length === 0) continue;
    figures.push(await measured(`${file}: second finds first`, pairs));
    figures.push(
      await measured(
        `${file}: first finds second`,
        pairs.map(({ card, asked }) => ({ card: asked, asked: card })),
      ),
    );
  }
  if (flags.json) console.log(JSON.stringify(figures));
  else for (const figure of figures) tell(figure);
} finally {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

interface Pair {
  card: string;
  asked: string;
}

interface Measured {
  name: string;
  pairs: number;
  /** Shares found among the first ten, and as the very first. */
  found: number;
  first: number;
  evenLines: number;
  oddLines: number;
  /** Milliseconds of a search at the median and the 95th percentile. */
  p50: number;
  p95: number;
  misses: string[];
}

function pairsOf(text: string): Pair[] {
  return text.split('\n').flatMap((line) => {
    const [card = '', asked = ''] = line.split('\t').map((name) => name.trim());
    return card && asked ? [{ card, asked: asked.replaceAll(' ', '') }] : [];
  });
}

/** So many pairs, evenly from the whole file. */
function spread(pairs: Pair[], most: number): Pair[] {
  const every = Math.max(1, pairs.length / most);
  return Array.from({ length: Math.min(most, pairs.length) }, (_, place) => pairs[Math.floor(place * every)]).filter(
    (pair) => pair !== undefined,
  );
}

async function measured(name: string, pairs: Pair[]): Promise<Measured> {
  const workspaceId = await filled([...new Set(pairs.map(({ card }) => card))]);
  const actor: SystemActor = { type: 'system', workspaceId, id: null, name: 'bench' };
  const places: number[] = [];
  const took: number[] = [];
  for (const { card, asked } of pairs) {
    const start = performance.now();
    const { items } = await database.inWorkspace(workspaceId, (tx) =>
      listContacts(tx, actor, { q: asked, limit: 10, state: 'active' }),
    );
    took.push(performance.now() - start);
    places.push(items.findIndex((item) => item.name === card));
  }
  took.sort((a, b) => a - b);
  const share = (of: number[]) => of.filter((place) => place >= 0).length / of.length;
  return {
    name,
    pairs: pairs.length,
    found: share(places),
    first: places.filter((place) => place === 0).length / places.length,
    evenLines: share(places.filter((_, at) => at % 2 === 0)),
    oddLines: share(places.filter((_, at) => at % 2 === 1)),
    p50: took[Math.floor(took.length / 2)] ?? Number.NaN,
    p95: took[Math.floor(took.length * 0.95)] ?? Number.NaN,
    misses: pairs.filter((_, at) => (places[at] ?? -1) < 0).map(({ card, asked }) => `${asked} → ${card}`),
  };
}

function tell(of: Measured): void {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  console.log(
    `${of.name}, ${of.pairs} pairs: ${percent(of.found)} among the first ten (even lines ${percent(of.evenLines)}, odd ${percent(of.oddLines)}), ${percent(of.first)} first; ${of.p50.toFixed(1)} ms at the median, ${of.p95.toFixed(1)} ms at the 95th percentile`,
  );
  for (const miss of of.misses.slice(0, Number(flags.misses))) console.log(`  ${miss}`);
}

/** A workspace whose cards have these names and nothing else. */
async function filled(names: string[]): Promise<string> {
  const workspaceId = randomUUID();
  await database.atTheDoor((tx) =>
    sql`select create_workspace(${workspaceId}, ${`names-${workspaceId.slice(0, 8)}`}, 'Names', 'CZ')`.execute(tx),
  );
  const cards = names.map((name, place) => {
    const texts = searchTexts({ id: place + 1, name, values: [] });
    return { id: place + 1, name, folded: fold(name), texts: searchedAs(texts), words: searchWords(name, texts) };
  });
  await database.inWorkspace(workspaceId, async (tx) => {
    await sql`
      with given as (select * from jsonb_to_recordset(${JSON.stringify(cards)}::jsonb) as g (id bigint, name text, folded text, texts text, words jsonb)),
      made as (insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, fold_version)
        select ${workspaceId}, id, id, name, 'import', 6, now(), folded, folded, texts, ${foldVersion} from given)
      insert into contact_word (workspace_id, word, contact_id)
      select distinct ${workspaceId}::uuid, word, id from given, jsonb_array_elements_text(words) as word`.execute(tx);
  });
  return workspaceId;
}
