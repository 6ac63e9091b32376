import type { Tx } from '#db/database.ts';
import { keyText } from '../attach-values.ts';
import { putAside, type ReadyRow } from './prepare-row.ts';

/** The rows without the values that the workspace or its administrators exclude (R-ID-7): their texts are kept beside the card. */
export async function withoutExcluded(tx: Tx, workspaceId: string, rows: ReadyRow[]): Promise<ReadyRow[]> {
  const keys = [...new Set(rows.flatMap((row) => row.values.map(({ key }) => key)))];
  if (keys.length === 0) return rows;
  const found = await tx
    .selectFrom('excludedValue')
    .select(['kind', 'key'])
    .where('workspaceId', '=', workspaceId)
    .where('key', 'in', keys)
    .execute();
  if (found.length === 0) return rows;
  const excluded = new Set(found.map((value) => keyText({ ...value, account: '' })));
  return rows.map((row) => {
    const aside = row.values.filter(({ kind, key }) => excluded.has(keyText({ kind, key, account: '' })));
    if (aside.length === 0) return row;
    const extra = { ...row.extra };
    for (const { orElse } of aside) putAside(extra, orElse);
    return { ...row, values: row.values.filter((value) => !aside.includes(value)), extra };
  });
}
