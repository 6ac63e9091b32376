import { sql } from 'kysely';
import type { Field } from '#contract/field.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { kindOfField } from './identifying-fields.ts';
import { presetFields } from './preset-fields.ts';

/** All fields (R-ID-6): the identifying ones in the order of recognition, then the others, then those that come with Vizitka. */
export async function listFields(tx: Tx, actor: Actor): Promise<{ items: Field[]; nextCursor: null }> {
  must(actor, 'seeCards');
  const own = await ownFields(tx, actor.workspaceId);
  const presets = presetFields.map((field, place) => ({ ...field, place: own.length + place }));
  return { items: [...own, ...presets], nextCursor: null };
}

/** The workspace's own fields as the API tells them. */
export async function ownFields(tx: Tx, workspaceId: string): Promise<Field[]> {
  const rows = await tx
    .selectFrom('field')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .orderBy('identifies', 'desc')
    .orderBy('place')
    .orderBy('name')
    .execute();
  const counts = await countCards(
    tx,
    workspaceId,
    rows.filter(({ identifies }) => identifies).map(({ name }) => kindOfField(name)),
  );
  return rows.map(({ workspaceId: _, removedAt: _removed, createdAt: _created, ...field }) => ({
    ...field,
    filledBy: field.filledBy as Field['filledBy'],
    cards: counts.get(kindOfField(field.name))?.cards ?? null,
    onSeveral: field.several ? 0 : (counts.get(kindOfField(field.name))?.contested ?? 0),
    preset: false,
  }));
}

/** Up to so many are counted; above it the planner is asked, which reads no row. */
const counted = 1_000;

async function countCards(tx: Tx, workspaceId: string, kinds: string[]) {
  const { rows } = await sql<{ kind: string; cards: number; contested: number }>`
    select w.kind,
      (select count(*) from (select from contact_identifier c where c.workspace_id = ${workspaceId} and c.kind = w.kind limit ${counted}) c) as cards,
      (select count(*) from (select from identifier i where i.workspace_id = ${workspaceId} and i.kind = w.kind and i.state = 'contested' limit ${counted}) i) as contested
    from unnest(${kinds}::text[]) as w (kind)`.execute(tx);
  for (const row of rows) if (row.cards === counted) row.cards = await planned(tx, workspaceId, row.kind);
  return new Map(rows.map((row) => [row.kind, row]));
}

async function planned(tx: Tx, workspaceId: string, kind: string): Promise<number> {
  const { rows } = await sql<Record<string, [{ Plan: { 'Plan Rows': number } }]>>`
    explain (format json) select from contact_identifier where workspace_id = ${sql.lit(workspaceId)} and kind = ${sql.lit(kind)}`.execute(
    tx,
  );
  return Math.max(counted, Object.values(rows[0] ?? {})[0]?.[0].Plan['Plan Rows'] ?? 0);
}
