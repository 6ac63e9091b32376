import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Template, TemplateInput } from '#contract/reply.ts';
import type { Tx } from '#db/database.ts';
import { storable } from '../intake/storable.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';

/** All templates by folder and name; starred ones are the actor's own (R-TAB-7). */
export async function listTemplates(tx: Tx, actor: Actor): Promise<Template[]> {
  must(actor, 'useTemplates');
  return templatesOf(tx, actor, sql`t.removed_at is null`);
}

/** Makes one. @throws CONFLICT when its shortcut is taken. */
export async function createTemplate(tx: Tx, actor: Actor, given: TemplateInput): Promise<Template> {
  must(actor, 'manageTemplates');
  const { folder, name, shortcut, texts } = storable(given);
  const id = randomUUID();
  await refuseTakenShortcut(tx, actor, id, shortcut);
  await tx
    .insertInto('template')
    .values({
      workspaceId: actor.workspaceId,
      id,
      folder,
      name,
      shortcut,
      texts: JSON.stringify(texts),
      removedAt: null,
    })
    .execute();
  return readTemplate(tx, actor, id);
}

/** Writes one anew, whole. @throws NOT_FOUND; CONFLICT when its shortcut is taken. */
export async function editTemplate(
  tx: Tx,
  actor: Actor,
  { id, ...given }: TemplateInput & { id: string },
): Promise<Template> {
  must(actor, 'manageTemplates');
  const { folder, name, shortcut, texts } = storable(given);
  await refuseTakenShortcut(tx, actor, id, shortcut);
  await tx
    .updateTable('template')
    .set({ folder, name, shortcut, texts: JSON.stringify(texts), updatedAt: new Date() })
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .where('removedAt', 'is', null)
    .execute();
  return readTemplate(tx, actor, id);
}

/** Takes one away; it can be restored, its stars with it. Answers what it was. @throws NOT_FOUND */
export async function deleteTemplate(tx: Tx, actor: Actor, id: string): Promise<Template> {
  must(actor, 'manageTemplates');
  const was = await readTemplate(tx, actor, id);
  await sql`update template set removed_at = ${new Date()} where workspace_id = ${actor.workspaceId} and id = ${id}`.execute(
    tx,
  );
  return was;
}

/** Brings a deleted one back; without its shortcut, where another has that by now. @throws NOT_FOUND */
export async function restoreTemplate(tx: Tx, actor: Actor, id: string): Promise<Template> {
  must(actor, 'manageTemplates');
  await sql`
    update template t set removed_at = null, shortcut = case when exists (
      select from template o where o.workspace_id = t.workspace_id and o.shortcut = t.shortcut and o.removed_at is null and o.id <> t.id)
      then null else t.shortcut end
    where t.workspace_id = ${actor.workspaceId} and t.id = ${id} and t.removed_at is not null`.execute(tx);
  return readTemplate(tx, actor, id);
}

/** Puts the actor's star on a template, or takes it off. @throws NOT_FOUND; FORBIDDEN for an API key, which has no stars. */
export async function starTemplate(
  tx: Tx,
  actor: Actor,
  { id, starred }: { id: string; starred: boolean },
): Promise<Template> {
  must(actor, 'useTemplates');
  await readTemplate(tx, actor, id);
  if (actor.type !== 'operator')
    throw new Refusal('FORBIDDEN', 'Stars are each operator’s own: an API key has none. Sign in as an operator.');
  const star = { workspaceId: actor.workspaceId, operatorId: actor.id, templateId: id };
  if (starred)
    await tx
      .insertInto('templateStar')
      .values(star)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else
    await tx
      .deleteFrom('templateStar')
      .where(({ and }) => and(star))
      .execute();
  return readTemplate(tx, actor, id);
}

/** One that was not deleted. @throws NOT_FOUND */
export async function readTemplate(tx: Tx, actor: Actor, id: string): Promise<Template> {
  const [template] = await templatesOf(tx, actor, sql`t.removed_at is null and t.id = ${id}`);
  if (!template) throw notFound('template');
  return template;
}

async function templatesOf(tx: Tx, actor: Actor, chosen: ReturnType<typeof sql>): Promise<Template[]> {
  const { rows } = await sql<Omit<Template, 'updatedAt'> & { updatedAt: Date }>`
    select t.id, t.folder, t.name, t.shortcut, t.texts, t.updated_at, exists (select from template_star s
      where s.workspace_id = t.workspace_id and s.template_id = t.id and s.operator_id = ${actor.id}::uuid) as starred
    from template t where t.workspace_id = ${actor.workspaceId} and ${chosen}
    order by lower(t.folder), lower(t.name), t.id`.execute(tx);
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
}

/** The index refuses the second of two at once; here the first is named. */
async function refuseTakenShortcut(tx: Tx, actor: Actor, id: string, shortcut: string | null): Promise<void> {
  if (shortcut === null) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.workspaceId} shortcut ${shortcut}`}, 0))`.execute(
    tx,
  );
  const [other] = await templatesOf(
    tx,
    actor,
    sql`t.removed_at is null and t.shortcut = ${shortcut} and t.id <> ${id}`,
  );
  if (!other) return;
  const message = `“${other.name}” has the shortcut ${shortcut} already. Choose another one.`;
  throw new Refusal('CONFLICT', message, { fields: { shortcut: message }, data: { reason: 'shortcutTaken' } });
}
