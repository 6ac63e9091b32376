import { once } from 'node:events';
import { type Command, Option } from 'commander';
import { stringify } from 'csv-stringify';
import { type Contact, defaultAttributes } from '#contract/contact.ts';
import { exportContacts } from '#domain/contacts/export-contacts.ts';
import { chosenWorkspace, inWorkspaceOption, withStore } from './run.ts';

interface ExportFlags {
  data?: string;
  workspace?: string;
  format: 'csv' | 'json';
}

/** `vizitka export contacts`: the directory, to standard output. */
export function addExport(program: Command): void {
  const group = program.command('export').description('take data out');
  inWorkspaceOption(group.command('contacts').description('every contact, to standard output'))
    .addOption(
      new Option('--format <format>', 'csv for spreadsheets, json for one contact a line')
        .choices(['csv', 'json'])
        .default('csv'),
    )
    .action(async ({ format, workspace, ...flags }: ExportFlags) => {
      await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        const contacts = exportContacts(store.database, actor);
        await (format === 'csv' ? writeCsv(contacts) : writeJson(contacts));
      });
    });
}

async function writeJson(contacts: AsyncIterable<Contact>): Promise<void> {
  for await (const contact of contacts) {
    if (!process.stdout.write(`${JSON.stringify(contact)}\n`)) await once(process.stdout, 'drain');
  }
}

/** Cells that a spreadsheet would execute are made harmless (R-DIR-9). */
async function writeCsv(contacts: AsyncIterable<Contact>): Promise<void> {
  const rows = stringify({
    header: true,
    escape_formulas: true,
    columns: ['id', 'name', 'email', 'phone', 'identifiers', ...defaultAttributes, 'tags'],
  });
  rows.pipe(process.stdout);
  for await (const contact of contacts) {
    if (!rows.write(row(contact))) await once(rows, 'drain');
  }
  rows.end();
  await once(rows, 'end');
}

/** Several values of a cell stand behind semicolons, the main one first. */
function row({ id, name, identifiers, attributes, tags }: Contact): Record<string, string | number> {
  const valuesOf = (isWanted: (kind: string) => boolean, text: (value: Contact['identifiers'][number]) => string) =>
    identifiers
      .filter(({ kind }) => isWanted(kind))
      .map(text)
      .join(';');
  return {
    id,
    name: name ?? '',
    email: valuesOf(
      (kind) => kind === 'email',
      ({ value }) => value,
    ),
    phone: valuesOf(
      (kind) => kind === 'phone',
      ({ value }) => value,
    ),
    identifiers: valuesOf(
      (kind) => kind !== 'email' && kind !== 'phone',
      ({ kind, value }) => `${kind}:${value}`,
    ),
    ...Object.fromEntries(defaultAttributes.map((attribute) => [attribute, attributes[attribute] ?? ''])),
    tags: tags.join(';'),
  };
}
