import type { RowRead } from './row-to-import.ts';

/** So many rows are looked up, planned and saved together: a transaction of them takes some tenths of a second. */
export const together = 200;
/** What is kept as it is of a batch, in characters: photos are long. */
const togetherExtra = 4_000_000;

/** Rows in batches. */
export async function* inBatches(rows: AsyncIterable<RowRead>): AsyncGenerator<RowRead[]> {
  let batch: RowRead[] = [];
  let extra = 0;
  for await (const row of rows) {
    batch.push(row);
    if ('contact' in row) extra += sizeOf(row.contact.extra);
    if (batch.length < together && extra < togetherExtra) continue;
    yield batch;
    batch = [];
    extra = 0;
  }
  if (batch.length > 0) yield batch;
}

function sizeOf(extra: Record<string, unknown>): number {
  const names = Object.keys(extra);
  return names.length === 0 ? 0 : JSON.stringify(extra).length;
}
