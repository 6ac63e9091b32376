import { defineConfig } from 'vitest/config';

// The stories in a real browser, two files at once: each waits for its page as often as it keeps a core busy.
// The screen is built and the browser found by themselves; `npm test` does both before.
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.test.ts'],
    globalSetup: ['./test/support/postgres-global.ts', './test/support/screen-global.ts'],
    maxWorkers: 2,
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
