import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openContactFile } from '#channels/contact-files/open-contact-file.ts';
import { type ContactExport, writeContacts } from '#channels/contact-files/write-contacts.ts';
import type { ContactImportSettings, MatchRule } from '#contract/contact-import.ts';
import { importContacts } from '#domain/contacts/import/import-contacts.ts';
import { type ImportSettings, importSettings } from '#domain/contacts/import/import-settings.ts';
import type { RowRead, RowToImport } from '#domain/contacts/import/row-to-import.ts';
import type { Workspace } from './factory.ts';

/** What a workspace without fields and channels says to an import. */
const plainSettings: ImportSettings = {
  workspaceId: '00000000-0000-4000-8000-000000000000',
  source: 'test',
  country: 'CZ',
  fields: [],
  attributes: new Map(),
  accounts: new Map(),
};

/** Does something with a file of this contents. */
async function withFile<Result>(
  contents: string | Uint8Array,
  work: (path: string) => Promise<Result>,
  name = 'contacts.csv',
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'vizitka-contacts-'));
  try {
    await writeFile(join(directory, name), contents);
    return await work(join(directory, name));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What a file looks like, and its rows; a row that was refused as its reason. */
export async function readRows(
  contents: string | Uint8Array,
  given: ContactImportSettings = {},
  settings: Partial<ImportSettings> = {},
) {
  return withFile(contents, async (path) => {
    const { rows, ...file } = await openContactFile(path, { ...plainSettings, ...settings }, given);
    const read: RowRead[] = [];
    for await (const row of rows()) read.push(row);
    return { ...file, rows: read.map((row) => ('contact' in row ? row.contact : row.refused)) };
  });
}

/** The rows of a file that are none but good. */
export async function readContacts(contents: string | Uint8Array, given: ContactImportSettings = {}) {
  const { rows } = await readRows(contents, given);
  return rows.map((row) => {
    if (typeof row === 'string') throw new Error(row);
    return row satisfies RowToImport;
  });
}

/** Imports a file, as its administrator. */
export async function importText(
  workspace: Workspace,
  contents: string | Uint8Array,
  name = 'contacts.csv',
  match: MatchRule = 'none',
) {
  const { workspaceId, admin, database } = workspace;
  return withFile(
    contents,
    async (path) => {
      const settings = await workspace.within((tx) => importSettings(tx, workspaceId, basename(path)));
      const file = await openContactFile(path, settings);
      const given = { rows: file.rows(), source: basename(path), match, batchId: randomUUID() };
      return importContacts(database, admin, given);
    },
    name,
  );
}

/** All contacts of a workspace as a file. */
export async function exportText({ database, admin }: Workspace, given: Partial<ContactExport> = {}): Promise<string> {
  const asked = { format: 'csv', version: '3.0', query: null, ...given } as const;
  let all = '';
  for await (const text of writeContacts(database, admin, asked)) all += text;
  return all;
}
