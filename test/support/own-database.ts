import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { aDatabase } from './database.ts';

/**
 * The database of a test file, or of a `describe`: made and opened before its tests, closed and dropped after them. Called at the top,
 * before any other beforeAll; it can be used from the first beforeAll behind it on. `url` is the same database for whoever opens it himself.
 */
export function ownDatabase(): Database & { readonly url: string } {
  let made: Awaited<ReturnType<typeof aDatabase>>;
  let opened: Database;
  beforeAll(async () => {
    made = await aDatabase();
    opened = openDatabase(made.url);
  });
  afterAll(async () => {
    await opened.close();
    await made.drop();
  });
  return {
    get url() {
      return made.url;
    },
    inWorkspace: (...given) => opened.inWorkspace(...given),
    atTheDoor: (work) => opened.atTheDoor(work),
    close: () => opened.close(),
  };
}
