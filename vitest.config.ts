import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Journeys drive a browser and have a configuration of their own.
    exclude: ['**/node_modules/**', 'test/journeys/**'],
    globalSetup: 'test/support/postgres-global.ts',
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
