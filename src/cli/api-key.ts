import { type Command, Option } from 'commander';
import type { Role } from '#db/schema.ts';
import { createApiKey, keyScopes, listApiKeys, revokeApiKey } from '#domain/operators/api-keys.ts';
import { queueByName } from '#domain/operators/queues.ts';
import { chosenWorkspace, inWorkspaceOption, print, withStore } from './run.ts';

interface KeyFlags {
  data?: string;
  workspace?: string;
  json?: boolean;
}

interface CreateFlags extends KeyFlags {
  scope: string[];
  name: string;
  role: Role;
  queue?: string[];
}

/** `vizitka api-key create|list|revoke`. */
export function addApiKey(program: Command): void {
  const group = program.command('api-key').description('keys for other systems');

  inWorkspaceOption(group.command('create').description('make a key and print it, this one time'))
    .requiredOption('--scope <scope...>', `what it is for: ${keyScopes.join(', ')}`)
    .option('--name <name>', 'its name in the history', 'API key')
    .addOption(
      new Option('--role <role>', 'the role it has')
        .choices(['operator', 'supervisor', 'administrator'])
        .default('administrator'),
    )
    .option('--queue <name...>', 'see only the conversations of these queues (and of those that everybody reads)')
    .option('--json', 'answer in JSON')
    .action(async ({ scope, name, role, queue, workspace, json, ...flags }: CreateFlags) => {
      const made = await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        return store.database.inWorkspace(actor.workspaceId, async (tx) => {
          const queues = queue
            ? await Promise.all(queue.map(async (one) => (await queueByName(tx, actor, one)).id))
            : null;
          const scopes = scope.flatMap((one) => one.split(/[\s,]+/)).filter(Boolean);
          return createApiKey(tx, actor, { name, scopes, role, queues });
        });
      });
      console.log(json ? JSON.stringify(made) : made.key);
    });

  inWorkspaceOption(group.command('list').description('list the keys; what they open with is known to nobody'))
    .option('--json', 'answer in JSON')
    .action(async ({ workspace, ...flags }: KeyFlags) => {
      const keys = await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        return store.database.inWorkspace(actor.workspaceId, (tx) => listApiKeys(tx, actor));
      });
      print(
        keys.map(({ id, name, scopes, role, createdAt, lastUsedAt }) => ({
          id,
          name,
          scopes,
          role,
          createdAt,
          lastUsedAt,
        })),
        flags,
      );
    });

  inWorkspaceOption(group.command('revoke <id>').description('end a key, at once and for good')).action(
    async (id: string, { workspace, ...flags }: KeyFlags) => {
      await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        await store.database.inWorkspace(actor.workspaceId, (tx) => revokeApiKey(tx, actor, id));
      });
      console.log('The key opens nothing any more.');
    },
  );
}
