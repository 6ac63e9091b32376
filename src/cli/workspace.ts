import type { Command } from 'commander';
import { allWorkspaces, createWorkspace } from '#domain/operators/workspaces.ts';
import { onStore, print, withStore } from './run.ts';

interface CreateFlags {
  data?: string;
  name: string;
  country?: string;
  queue?: string;
  json?: boolean;
}

/** `vizitka workspace create|list`. */
export function addWorkspace(program: Command): void {
  const group = program.command('workspace').description('workspaces, each with a directory of its own');

  onStore(group.command('create <slug>').description('make a workspace; its slug stands in addresses and API keys'))
    .requiredOption('--name <name>', 'its name for people')
    .option('--country <code>', 'two letters, as CZ: where national phone numbers are read')
    .option('--queue <name>', 'name of its first queue')
    .option('--json', 'answer in JSON')
    .action(async (slug: string, { name, country, queue, json, ...flags }: CreateFlags) => {
      const given = { slug, name, country: country?.toUpperCase() ?? null, ...(queue && { queue }) };
      const made = await withStore(flags, (store) => store.database.atTheDoor((tx) => createWorkspace(tx, given)));
      if (json) console.log(JSON.stringify(made));
      else
        console.log(
          `Made the workspace “${made.name}” (${made.slug}). Its first person: vizitka user add EMAIL --name NAME --role administrator --workspace ${slug}`,
        );
    });

  onStore(group.command('list').description('list the workspaces'))
    .option('--json', 'answer in JSON')
    .action(async (flags: { data?: string; json?: boolean }) => {
      print(await withStore(flags, (store) => store.database.atTheDoor(allWorkspaces)), flags);
    });
}
