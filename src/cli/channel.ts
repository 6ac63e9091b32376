import type { Command } from 'commander';
import { channelKinds } from '#contract/channel.ts';
import { createChannel } from '#domain/intake/create-channel.ts';
import { listChannels } from '#domain/intake/list-channels.ts';
import { chosenWorkspace, inWorkspaceOption, print, withStore } from './run.ts';

interface ChannelFlags {
  data?: string;
  workspace?: string;
  json?: boolean;
}

interface CreateFlags extends ChannelFlags {
  kind: string;
  name: string;
  account?: string;
  queue?: string;
}

/** `vizitka channel create|list`. */
export function addChannel(program: Command): void {
  const group = program.command('channel').description('where messages come in');

  inWorkspaceOption(
    group
      .command('create')
      .description('make a channel and print its id, which stands in the address of its deliveries'),
  )
    .requiredOption('--kind <kind>', channelKinds.join(', '))
    .requiredOption('--name <name>', 'its name for people')
    .option('--account <account>', 'the provider’s account: page, business or mailbox')
    .option('--queue <name>', 'the queue that its conversations begin in')
    .option('--json', 'answer in JSON')
    .action(async ({ kind, name, account, queue, workspace, json, ...flags }: CreateFlags) => {
      const given = { kind, name, ...(account && { account }), ...(queue && { queue }) };
      const made = await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        return store.database.inWorkspace(actor.workspaceId, (tx) => createChannel(tx, actor, given));
      });
      console.log(json ? JSON.stringify(made) : made.id);
    });

  inWorkspaceOption(group.command('list').description('list the channels'))
    .option('--json', 'answer in JSON')
    .action(async ({ workspace, ...flags }: ChannelFlags) => {
      const { items } = await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        return store.database.inWorkspace(actor.workspaceId, (tx) => listChannels(tx, actor));
      });
      print(
        items.map(({ queue, ...channel }) => ({ ...channel, queue: queue?.name ?? '' })),
        flags,
      );
    });
}
