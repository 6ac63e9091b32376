import type { ContactFile } from './contact-file.ts';
import type { FileEncoding } from './file-encoding.ts';
import { vcards } from './vcard-cards.ts';
import { vcardRow } from './vcard-row.ts';

/** Opens a file of vCards. */
export async function openVcards(path: string, encoding: FileEncoding): Promise<ContactFile> {
  return {
    format: 'vcf',
    encoding: encoding.encoding,
    delimiter: null,
    columns: [],
    async *rows() {
      for await (const card of vcards(path, encoding)) {
        const { row, bytes } = card;
        yield 'refused' in card ? card : { row, bytes, contact: vcardRow(row, card.lines) };
      }
    },
  };
}
