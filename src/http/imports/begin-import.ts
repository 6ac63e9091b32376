import type { Import } from '#contract/import.ts';

/** An import at its beginning, as it is told to people. `bytes`: the size of its file, 0 while nobody knows it. */
export function beginImport(id: string, kind: Import['kind'], name: string, bytes: number): Import {
  return {
    id,
    kind,
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
