import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The rules of the client tab, the history and the desk around them, which each have a test that says so in its title. */
const rules = [
  ...Array.from({ length: 10 }, (_, n) => `R-TAB-${n + 1}`),
  ...Array.from({ length: 10 }, (_, n) => `R-HIS-${n + 1}`),
  ...Array.from({ length: 6 }, (_, n) => `R-DSK-${n + 1}`),
];

/** The titles of tests and of what they are about, as they stand in the source. */
function titlesIn(text: string): string[] {
  return [
    ...text.matchAll(/\b(?:it|test|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*?)\1/g),
  ].map(([, , title]) => title as string);
}

it('every rule of the client tab, the history and the desk is named by the title of a test', () => {
  const files = globSync('{src,test}/**/*.test.{ts,tsx}', { cwd: root });
  const titles = files.flatMap((file) => titlesIn(readFileSync(`${root}/${file}`, 'utf8')));
  expect(titles.length).toBeGreaterThan(500);
  expect(rules.filter((rule) => !titles.some((title) => new RegExp(`\\b${rule}(?!\\d)`).test(title)))).toEqual([]);
});
