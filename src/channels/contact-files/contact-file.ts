import type { ContactImport } from '#contract/contact-import.ts';
import type { RowRead } from '#domain/contacts/import/row-to-import.ts';

/** A file of contacts that can be read: what it looks like, and its rows, as often as they are asked for. */
export interface ContactFile extends Pick<ContactImport, 'format' | 'encoding' | 'delimiter' | 'columns'> {
  rows(): AsyncGenerator<RowRead>;
}
