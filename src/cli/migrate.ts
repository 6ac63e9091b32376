import type { Command } from 'commander';
import { migrate } from '#db/migrate.ts';
import { readConfig } from '../config.ts';
import { loginOf } from './provide-store.ts';
import { onStore, withStore } from './run.ts';

/** `vizitka migrate`: brings the store to this version, for deployments whose servers may not. */
export function addMigrate(program: Command): void {
  onStore(program.command('migrate').description('bring the database to this version')).action(
    async (flags: { data?: string }) => {
      const config = readConfig(flags);
      if (config.database) await migrate(config.database.adminUrl, loginOf(config.database.url));
      else await withStore(flags, (store) => migrate(store.adminUrl));
      console.log('The database is of this version.');
    },
  );
}
