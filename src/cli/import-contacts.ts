import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { openContactFile } from '#channels/contact-files/open-contact-file.ts';
import { ContactImportSettings, type MatchRule, matchRules } from '#contract/contact-import.ts';
import { importContacts } from '#domain/contacts/import/import-contacts.ts';
import type { ContactImportSummary } from '#domain/contacts/import/import-run.ts';
import { importSettings } from '#domain/contacts/import/import-settings.ts';
import { inWorkspaceOption } from './run.ts';
import { type ImportFlags, type ImportWork, runImport, sayRefused, sizeOfFile, stopped } from './run-import.ts';

interface ContactFlags extends ImportFlags {
  source?: string;
  match: MatchRule;
  encoding?: NonNullable<ContactImportSettings['encoding']>;
  delimiter?: string;
}

/** `vizitka import contacts`. */
export function addContactImport(group: Command): void {
  inWorkspaceOption(
    group.command('contacts <file>').description('contacts from a CSV, vCard or JSON file (docs/imports.md)'),
  )
    .option('--source <name>', 'within which external_id is the row’s key (default: the file’s name)')
    .addOption(
      new Option(
        '--match <rule>',
        'when another card has a row’s value: make an own card, skip, update, merge, or share',
      )
        .choices(matchRules)
        .default('none'),
    )
    .addOption(
      new Option('--encoding <name>', 'of the file (default: found out)').choices(
        ContactImportSettings.shape.encoding.unwrap().options,
      ),
    )
    .option('--delimiter <sign>', 'between the cells of a CSV file (default: found out)')
    .option('--json', 'answer in one line of JSON')
    .action(async (path: string, flags: ContactFlags) => {
      const summary = await runImport(path, flags, sizeOfFile, (work) => importFile(path, flags, work));
      if (flags.json) console.log(JSON.stringify(asJson(summary)));
      else inWords(summary);
    });
}

async function importFile(
  path: string,
  { source = basename(path), match, encoding, delimiter }: ContactFlags,
  { store, actor, hooks }: ImportWork,
): Promise<ContactImportSummary> {
  await sizeOfFile(path);
  const settings = await store.database.inWorkspace(actor.workspaceId, (tx) =>
    importSettings(tx, actor.workspaceId, source),
  );
  const file = await openContactFile(path, settings, {
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
  });
  return importContacts(store.database, actor, {
    rows: file.rows(),
    source,
    match,
    batchId: randomUUID(),
    signal: hooks.signal,
    onProgress: ({ rows, bytes }) => hooks.onProgress({ read: rows, bytes }),
  });
}

function asJson({ rows, created, updated, unchanged, conflicts, refused }: ContactImportSummary) {
  return { rows, created, updated, unchanged, conflicts, refused };
}

function inWords({ rows, created, updated, unchanged, conflicts, refused, cancelled }: ContactImportSummary): void {
  const number = (n: number) => n.toLocaleString('en');
  console.log(
    `${number(rows)} rows: ${number(created)} created, ${number(updated)} updated, ${number(unchanged)} unchanged, ${number(refused.length)} refused.`,
  );
  if (conflicts > 0)
    console.log(`${number(conflicts)} rows brought a value that another card has: see Possible duplicates.`);
  sayRefused(refused.map(({ row, reason }) => ({ source: `row ${row}`, reason })));
  if (cancelled) console.log(stopped);
}
