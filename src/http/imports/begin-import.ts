import type { Import } from '#contract/import.ts';
import type { ImportSummary } from '#domain/intake/import-summary.ts';

/** An import at its beginning, as it is told to people. `bytes`: the size of its file, 0 while nobody knows it. */
export function beginImport(id: string, name: string, bytes: number): Import {
  return {
    id,
    kind: 'mail',
    state: 'receiving',
    name,
    bytes,
    bytesDone: 0,
    read: 0,
    stored: 0,
    duplicates: 0,
    refused: { count: 0, items: [] },
    conversations: null,
    contacts: null,
    rows: null,
    error: null,
    startedAt: new Date().toISOString(),
    endedAt: null,
  };
}

type Counts = Pick<ImportSummary, 'read' | 'stored' | 'duplicates' | 'refused' | 'refusedCount'>;

/** The counts of an import as they are told: an item is named by the file's own name, not by that of its temporary place. */
export function countsOf({ read, stored, duplicates, refusedCount, refused }: Counts, { id, name }: Import) {
  const items = refused.map(({ source, reason }) => ({ source: source.replace(id, () => name), reason }));
  return { read, stored, duplicates, refused: { count: refusedCount, items } };
}
