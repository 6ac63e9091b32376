import type { RowRead, RowToImport } from '#domain/contacts/import/row-to-import.ts';

interface Given {
  key?: string;
  row?: number;
  name?: string;
  email?: string | string[];
  phone?: string;
  city?: string;
  tags?: string[];
  extra?: Record<string, unknown>;
}

/** A row of a file of contacts as its translator reads it: fill in what the test does not say. */
export function aRow({ key, row = 1, name, email = [], phone, city, tags = [], extra = {} }: Given): RowRead {
  const identifiers: RowToImport['identifiers'] = [
    ...[email].flat().map((value) => ({ kind: 'email' as const, value })),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
  ].map((one) => ({ ...one, orElse: { name: one.kind, value: one.value }, strict: true }));
  const contact = {
    row,
    keys: key ? [{ source: null, key }] : [],
    name: name ?? null,
    identifiers,
    attributes: city ? { city } : ({} as Record<string, string>),
    tags,
    extra,
  };
  return { row, bytes: 0, contact };
}

/** Rows as they stream. */
export async function* asStream(rows: RowRead[]): AsyncGenerator<RowRead> {
  yield* rows;
}
