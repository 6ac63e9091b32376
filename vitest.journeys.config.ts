import { defineConfig } from 'vitest/config';

// The stories in a real browser, one after the other: they share the machine's cores with Chromium and the server.
// The screen must be built; `npm test` does that and sets CHROMIUM_PATH.
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.test.ts'],
    globalSetup: './test/support/postgres-global.ts',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
