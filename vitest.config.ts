import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/journeys/**'], // those drive a browser and have a configuration of their own
    globalSetup: 'test/support/postgres-global.ts',
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000, // ends what hangs, and bounds nothing: some tests start whole processes, which take three times as long on a machine that is busy
    hookTimeout: 60_000,
  },
});
