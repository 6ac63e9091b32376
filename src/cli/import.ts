import type { Command } from 'commander';
import { importMail } from '#channels/email/import-mail.ts';
import { countBytes } from '#channels/email/mail-files.ts';
import { importEvents } from '#channels/generic/import-events.ts';
import { genericChannel } from '#domain/intake/generic-channel.ts';
import type { ImportSummary } from '#domain/intake/import-summary.ts';
import { addContactImport } from './import-contacts.ts';
import { inWorkspaceOption } from './run.ts';
import { type ImportFlags, runImport, sayRefused, sizeOfFile, stopped } from './run-import.ts';

/** `vizitka import mail|events|contacts`. */
export function addImport(program: Command): void {
  const group = program
    .command('import')
    .description('bring in clients, and what was said elsewhere; a second import of the same adds nothing');

  inWorkspaceOption(
    group.command('mail <path>').description('an mbox file, a mail file, a Maildir, or a folder with any of these'),
  )
    .option('--own <address...>', 'the workspace’s own mailboxes: mail from them goes out')
    .option('--authserv <host...>', 'hosts whose Authentication-Results are believed (RFC 8601)')
    .option('--json', 'answer in one line of JSON')
    .action(async (path: string, { own, authserv, ...flags }: ImportFlags & { own?: string[]; authserv?: string[] }) =>
      tell(
        flags,
        await runImport(path, flags, countBytes, ({ store, actor: { workspaceId }, blobs, hooks }) =>
          importMail(store.database, blobs, {
            workspaceId,
            path,
            own: own ?? [],
            authservIds: authserv ?? [],
            ...hooks,
          }),
        ),
      ),
    );

  inWorkspaceOption(group.command('events <file>').description('events of the generic channel, one JSON item a line'))
    .option('--channel <id or name>', 'the channel they belong to (default: the generic one, made when missing)')
    .option('--json', 'answer in one line of JSON')
    .action(async (path: string, { channel, ...flags }: ImportFlags & { channel?: string }) =>
      tell(
        flags,
        await runImport(path, flags, sizeOfFile, async ({ store, actor: { workspaceId }, blobs, hooks }) => {
          const channelId = await store.database.inWorkspace(workspaceId, (tx) =>
            genericChannel(tx, workspaceId, channel),
          );
          return importEvents(store.database, blobs, { workspaceId, channelId, path, ...hooks });
        }),
      ),
    );

  addContactImport(group);
}

function tell({ json }: ImportFlags, summary: ImportSummary): void {
  const { read, stored, duplicates, refused, conversations, contacts } = summary;
  if (json) console.log(JSON.stringify({ read, stored, duplicates, refused, conversations, contacts }));
  else inWords(summary);
}

function inWords(summary: ImportSummary): void {
  const number = (n: number) => n.toLocaleString('en');
  console.log(
    `${number(summary.read)} read: ${number(summary.stored)} stored, ${number(summary.duplicates)} were there already, ${number(summary.refused.length)} refused.`,
  );
  console.log(`${number(summary.conversations)} new conversations, ${number(summary.contacts)} new contacts.`);
  sayRefused(summary.refused);
  if (summary.cancelled) console.log(stopped);
}
