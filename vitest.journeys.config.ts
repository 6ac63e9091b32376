import { defineConfig } from 'vitest/config';

// The stories in a real browser, one file after the other: they share the machine's cores with Chromium and the server.
// The screen is built and the browser found by themselves; `npm test` does both before.
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.test.ts'],
    globalSetup: ['./test/support/postgres-global.ts', './test/support/screen-global.ts'],
    fileParallelism: false,
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
