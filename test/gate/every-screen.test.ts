import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const journeys = join(root, 'test/journeys');

it('every screen that has an address is looked at for barriers in some journey', async () => {
  const addresses = addressesIn(await readFile(join(root, 'src/web/routes.tsx'), 'utf8'));
  expect(addresses.length).toBeGreaterThan(20);
  const files = (await readdir(journeys)).filter((name) => name.endsWith('.test.ts'));
  const sources = await Promise.all(files.map((name) => readFile(join(journeys, name), 'utf8')));
  const looking = sources.filter((source) => /barriers\(page\)|looksRightInBoth\(/.test(source)).join('\n');
  expect(addresses.filter((address) => !isVisited(looking, address))).toEqual([]);
});

/** As the journeys write them: `contacts`, `settings/keys`. An id in them is left out. */
function addressesIn(routes: string): string[] {
  const places = [...routes.matchAll(/getParentRoute: \(\) => (\w+),\s+path: '([^']+)'/g)];
  return places
    .map(([, parent, path = '']) => `${parent === 'settings' ? 'settings/' : ''}${path.replace(/^\/|\/?\$.*$/g, '')}`)
    .filter((address) => !['', 'w', 'settings/'].includes(address));
}

function isVisited(source: string, address: string): boolean {
  return new RegExp(`['"\`/]${address}['"\`/?\\\\]`).test(source);
}
