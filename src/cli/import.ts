import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { importMail } from '#channels/email/import-mail.ts';
import { countBytes } from '#channels/email/mail-files.ts';
import { importEvents } from '#channels/generic/import-events.ts';
import { Refusal } from '#contract/errors.ts';
import { openBlobs } from '#db/blobs.ts';
import { genericChannel } from '#domain/intake/generic-channel.ts';
import type { ImportSummary } from '#domain/intake/import-summary.ts';
import { allWorkspaces, createWorkspace } from '#domain/operators/workspaces.ts';
import type { ProvidedStore } from './provide-store.ts';
import { chosenWorkspace, inWorkspaceOption, withStore } from './run.ts';

interface ImportFlags {
  data?: string;
  workspace?: string;
  json?: boolean;
}

/** `vizitka import mail|events`. */
export function addImport(program: Command): void {
  const group = program
    .command('import')
    .description('bring in what was said elsewhere; a second import of the same adds nothing');

  inWorkspaceOption(
    group.command('mail <path>').description('an mbox file, a mail file, a Maildir, or a folder with any of these'),
  )
    .option('--own <address...>', 'the workspace’s own mailboxes: mail from them goes out')
    .option('--authserv <host...>', 'hosts whose Authentication-Results are believed (RFC 8601)')
    .option('--json', 'answer in one line of JSON')
    .action((path: string, { own, authserv, ...flags }: ImportFlags & { own?: string[]; authserv?: string[] }) =>
      runImport(path, flags, countBytes, (store, workspaceId, progress) =>
        importMail(store.database, progress.blobs, {
          workspaceId,
          path,
          own: own ?? [],
          authservIds: authserv ?? [],
          ...progress.hooks,
        }),
      ),
    );

  inWorkspaceOption(group.command('events <file>').description('events of the generic channel, one JSON item a line'))
    .option('--channel <id or name>', 'the channel they belong to (default: the generic one, made when missing)')
    .option('--json', 'answer in one line of JSON')
    .action((path: string, { channel, ...flags }: ImportFlags & { channel?: string }) =>
      runImport(
        path,
        flags,
        (file) => stat(file).then(({ size }) => size),
        async (store, workspaceId, progress) => {
          const channelId = await store.database.inWorkspace(workspaceId, (tx) =>
            genericChannel(tx, workspaceId, channel),
          );
          return importEvents(store.database, progress.blobs, { workspaceId, channelId, path, ...progress.hooks });
        },
      ),
    );
}

interface Progress {
  blobs: Awaited<ReturnType<typeof openBlobs>>;
  hooks: { onProgress: (progress: { read: number; bytes: number }) => void; signal: AbortSignal };
}

/** Ctrl-C ends an import after its present batch: what was kept stays, and the next import goes on from there. */
async function runImport(
  path: string,
  { workspace, json, ...flags }: ImportFlags,
  size: (path: string) => Promise<number>,
  work: (store: ProvidedStore, workspaceId: string, progress: Progress) => Promise<ImportSummary>,
): Promise<void> {
  await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      'NOT_FOUND',
      `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file or folder' : error.message}.`,
    );
  });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const bar =
    json || !process.stderr.isTTY
      ? null
      : new SingleBar({ format: '{bar} {percentage} %  {read} read  {eta_formatted}', stream: process.stderr });
  bar?.start(await size(path), 0, { read: 0 });
  const summary = await withStore(flags, async (store, config) => {
    const workspaceId = await workspaceFor(store, workspace);
    const onProgress = ({ read, bytes }: { read: number; bytes: number }) => bar?.update(bytes, { read });
    return work(store, workspaceId, {
      blobs: await openBlobs(join(config.dataDir, 'blobs')),
      hooks: { onProgress, signal: stop.signal },
    });
  }).finally(() => bar?.stop());
  if (json) console.log(JSON.stringify(asJson(summary)));
  else inWords(summary);
  if (summary.cancelled) process.exitCode = 130;
}

/** The workspace that is meant; the very first import of a fresh installation makes one, so that mail can go in before anybody signs in. */
async function workspaceFor(store: ProvidedStore, slug: string | undefined): Promise<string> {
  const isFresh = (await store.database.atTheDoor(allWorkspaces)).length === 0;
  if (!isFresh) return (await chosenWorkspace(store, slug)).workspace.id;
  const made = await store.database.atTheDoor((tx) =>
    createWorkspace(tx, { slug: slug ?? 'main', name: 'Vizitka', country: null }),
  );
  console.error(`There was no workspace yet: made “${made.slug}”.`);
  return made.id;
}

function asJson({ read, stored, duplicates, refused, conversations, contacts }: ImportSummary) {
  return { read, stored, duplicates, refused, conversations, contacts };
}

function inWords(summary: ImportSummary): void {
  const number = (n: number) => n.toLocaleString('en');
  console.log(
    `${number(summary.read)} read: ${number(summary.stored)} stored, ${number(summary.duplicates)} were there already, ${number(summary.refused.length)} refused.`,
  );
  console.log(`${number(summary.conversations)} new conversations, ${number(summary.contacts)} new contacts.`);
  for (const { source, reason } of summary.refused.slice(0, 50)) console.log(`  refused: ${source}: ${reason}`);
  if (summary.refused.length > 50)
    console.log(`  and ${number(summary.refused.length - 50)} more (all of them with --json)`);
  if (summary.cancelled) console.log('Stopped before the end. Import the same again, and the rest is added.');
}
