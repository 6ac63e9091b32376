import type { ImportRow } from '#contract/contact-import.ts';
import { api } from '../../api.ts';

/** The rows of an import that cannot be imported, all of them. @throws what the API refuses. */
export async function invalidRows(id: string): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await api.imports.rows({ id, action: 'invalid', limit: 200, cursor });
    rows.push(...page.items);
    if (page.nextCursor === null) return rows;
    cursor = page.nextCursor;
  }
}

/**
 * A table as a file (RFC 4180), with a mark of its encoding for spreadsheets. A cell that a spreadsheet would execute gets an apostrophe before
 * it (OWASP, CSV injection), which an import takes away again.
 */
export function tableText(rows: string[][]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
    return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Hands a text to the browser to be saved under a name. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
