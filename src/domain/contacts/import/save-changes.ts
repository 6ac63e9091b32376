import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import type { Actor } from '../../operators/actor.ts';
import type { Saving } from './saved-card.ts';

/** Writes the changes of many rows as record-change.ts writes one: a row that touched nothing has none. */
export async function saveChanges(
  tx: Tx,
  actor: Actor,
  rows: { row: number; items: TouchedValue[] }[],
  { source, batchId, now }: Saving,
): Promise<void> {
  const touching = rows.filter(({ items }) => items.length > 0).map((row) => ({ ...row, id: randomUUID() }));
  if (touching.length === 0) return;
  const changes = touching.map(({ id, row }) => ({ id, reason: { source, row } }));
  const items = touching.flatMap(({ id, items: touched }) =>
    touched.map((item, n) => ({
      change: id,
      n,
      contact: item.contactId,
      target: item.target,
      before: item.before,
      after: item.after,
    })),
  );
  await sql`
    insert into change (workspace_id, id, at, actor, verb, reason, batch_id)
    select ${actor.workspaceId}::uuid, id, ${now}::timestamptz, ${JSON.stringify({ type: actor.type, id: actor.id, name: actor.name })}::jsonb,
      'importContact', reason, ${batchId}::uuid
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as r (id uuid, reason jsonb)`.execute(tx);
  await sql`
    insert into change_item (workspace_id, change_id, n, at, contact_id, target, before, after)
    select ${actor.workspaceId}::uuid, change, n, ${now}::timestamptz, contact, target, before, after
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as r (change uuid, n int, contact bigint, target text, before jsonb, after jsonb)`.execute(
    tx,
  );
}
