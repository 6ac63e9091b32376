import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addApiKey } from './cli/api-key.ts';
import { addChannel } from './cli/channel.ts';
import { addDemo } from './cli/demo.ts';
import { addDoctor } from './cli/doctor.ts';
import { addDuplicates } from './cli/duplicates.ts';
import { addExport } from './cli/export.ts';
import { addImport } from './cli/import.ts';
import { addMigrate } from './cli/migrate.ts';
import { fail } from './cli/run.ts';
import { addSignedIdentity } from './cli/signed-identity.ts';
import { addStart } from './cli/start.ts';
import { addUser } from './cli/user.ts';
import { addWorkspace } from './cli/workspace.ts';

const program = new Command('vizitka').description(manifest.description).version(manifest.version);

addStart(program);
addDemo(program);
addMigrate(program);
addUser(program);
addApiKey(program);
addWorkspace(program);
addChannel(program);
addSignedIdentity(program);
addDoctor(program);
addImport(program);
addExport(program);
addDuplicates(program);

// `vizitka … | head` reads no further: that is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
await program.parseAsync().catch(fail);
