import type { TestProject } from 'vitest/node';
import { buildScreen } from '#src/cli/build-screen.ts';
import { findOrInstallChromium } from '../../scripts/chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The program of the browser that the journeys drive. */
    chromium: string;
  }
}

/** What journeys need beside a database: the screen, built anew when it is older than its sources, and a browser. */
export async function setup(project: TestProject): Promise<void> {
  const chromium = findOrInstallChromium();
  if (!chromium) throw new Error('The journeys need a browser. Set CHROMIUM_PATH, or run “npm test -- --no-journeys”.');
  project.provide('chromium', chromium);
  await buildScreen((line) => project.vitest.logger.log(line));
}
