import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The predicates of rights: each may stand in a query, and be forgotten in one. */
export const predicates = [
  ...(['mayRead', 'mayKnowOf', 'maySeeContact', 'seesEverything'] as const),
  ...(['isShown', 'extentSeen', 'lastContactSeen', 'inSight', 'mayDecide'] as const),
];
type Predicate = (typeof predicates)[number];

/** Which places were met, and the one whose predicate is left out now. */
export const watch = { met: new Set<string>(), without: new Set<string>() };

/** The predicate as it is, but for the places at which it is to be left out. */
export function leavable<Given extends unknown[], Answer>(
  name: Predicate,
  real: (...given: Given) => Answer,
  leftOut: (...given: Given) => Answer,
): (...given: Given) => Answer {
  return (...given) => {
    const place = placeOf(name, new Error('where').stack);
    watch.met.add(place);
    return watch.without.has(place) ? leftOut(...given) : real(...given);
  };
}

/** Files with a predicate of their own, which is watched too: of these no lines are known. */
const watchedFiles = ['domain/access/access-rows.ts', 'domain/contacts/directory-sight.ts'];

/** The place in the product that called, as `placesInSource` names it. */
function placeOf(name: Predicate, stack = ''): string {
  const [, path, line] = /\/src\/(domain\/[^\s:?]+\.ts)[^\s:]*:(\d+)/.exec(stack) ?? [];
  return named.get(`${path}:${line} ${name}`) ?? `${path} ${name}`;
}

/** By file and line, the places of the source where a predicate stands: `domain/history/read-history.ts maySeeContact`, with a number where it stands there several times. */
const named = placesByLine();

/** Every place of the source where a predicate stands. */
export function placesInSource(): string[] {
  return [...new Set(named.values())].filter((place) => place !== 'domain/access/access-rows.ts mayDecide'); // it calls itself
}

function placesByLine(): Map<string, string> {
  const files = globSync('src/domain/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts') && file !== 'src/domain/operators/policy.ts',
  );
  return new Map(files.flatMap((file) => predicates.flatMap((name) => placesIn(relative('src', file), name))));
}

function placesIn(path: string, name: Predicate): [string, string][] {
  const call = new RegExp(`(?<!function )\\b${name}\\(`);
  const lines = readFileSync(`${root}/src/${path}`, 'utf8')
    .split('\n')
    .flatMap((text, n) => (call.test(text) ? n + 1 : []));
  const isOne = lines.length === 1 || watchedFiles.includes(path);
  return lines.map((line, n) => [`${path}:${line} ${name}`, isOne ? `${path} ${name}` : `${path} ${name} ${n + 1}`]);
}
