import { open, rm } from 'node:fs/promises';
import type { ImportRow, RowAction } from '#contract/contact-import.ts';
import { Refusal } from '#contract/errors.ts';

/** What the rows of a file would do, kept on the disk: memory holds nine bytes a row. */
export interface PreviewRows {
  add(row: ImportRow): void;
  /** Writes what was added since. */
  flush(): Promise<void>;
  /** Of so many rows the details are kept. */
  count(): number;
  /** A page in the order of the file, by its action where one is asked for. @throws INVALID for a cursor that is none. */
  page(asked: { action?: RowAction | undefined; cursor?: string | undefined; limit: number }): Promise<Page>;
  close(): Promise<void>;
}

interface Page {
  items: ImportRow[];
  nextCursor: string | null;
}

/** The first rows of a file are kept, and as many that are a problem, wherever they stand. */
const mostRows = 20_000;

/** Opens them in a file of their own; one that is there is written anew. */
export async function openPreviewRows(path: string): Promise<PreviewRows> {
  const file = await open(path, 'w+', 0o600);
  const places: { at: number; length: number; action: RowAction }[] = [];
  let size = 0;
  let added = 0;
  let problems = 0;
  let waiting: string[] = [];

  return {
    add(row) {
      added += 1;
      const isProblem = row.action === 'conflict' || row.action === 'invalid';
      if (added > mostRows && !(isProblem && problems < mostRows)) return;
      if (added > mostRows) problems += 1;
      const text = JSON.stringify(row);
      const length = Buffer.byteLength(text);
      places.push({ at: size, length, action: row.action });
      size += length;
      waiting.push(text);
    },
    async flush() {
      const text = waiting.join('');
      waiting = [];
      if (text !== '') await file.write(text, size - Buffer.byteLength(text));
    },
    count: () => places.length,
    async page({ action, cursor, limit }) {
      const from = placeOf(cursor);
      const items: ImportRow[] = [];
      let place = from;
      for (; place < places.length && items.length < limit; place++) {
        const kept = places[place];
        if (!kept || (action && kept.action !== action)) continue;
        const { buffer } = await file.read(Buffer.alloc(kept.length), 0, kept.length, kept.at).catch(lookedAtAnew);
        items.push(JSON.parse(buffer.toString('utf8')) as ImportRow);
      }
      const isMore = places.slice(place).some((kept) => !action || kept.action === action);
      return { items, nextCursor: isMore ? String(place) : null };
    },
    async close() {
      await file.close();
      await rm(path, { force: true });
    },
  };
}

/** Its file is closed: another one takes its place. */
function lookedAtAnew(): never {
  throw new Refusal('CONFLICT', 'The file is being looked at anew. Ask again.');
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor))
    throw new Refusal('INVALID', 'This cursor is none of this list. Begin at the first page.');
  return Number(cursor);
}
