import { once } from 'node:events';
import { type Command, Option } from 'commander';
import { type ContactExport, writeContacts } from '#channels/contact-files/write-contacts.ts';
import { chosenWorkspace, inWorkspaceOption, withStore } from './run.ts';

interface ExportFlags extends Pick<ContactExport, 'format'> {
  data?: string;
  workspace?: string;
  vcardVersion: ContactExport['version'];
}

/** `vizitka export contacts`: the directory, to standard output. */
export function addExport(program: Command): void {
  const group = program.command('export').description('take data out');
  inWorkspaceOption(group.command('contacts').description('every contact, to standard output (docs/imports.md)'))
    .addOption(
      new Option('--format <format>', 'csv for spreadsheets, vcf for address books, json for one contact a line')
        .choices(['csv', 'vcf', 'json'])
        .default('csv'),
    )
    .addOption(new Option('--vcard-version <version>', 'of vcf').choices(['3.0', '4.0']).default('3.0'))
    .action(async ({ format, vcardVersion, workspace, ...flags }: ExportFlags) => {
      await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        const texts = writeContacts(store.database, actor, { format, version: vcardVersion, query: null });
        for await (const text of texts) if (!process.stdout.write(text)) await once(process.stdout, 'drain');
      });
    });
}
