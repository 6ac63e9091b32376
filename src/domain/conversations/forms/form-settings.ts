import { randomUUID } from 'node:crypto';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Form, FormInput } from '#contract/form.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { isFollowing } from '../details/read-parameters.ts';

/** The company's forms (R-TAB-8), by kind and name. */
export async function listForms(tx: Tx, actor: Actor): Promise<Form[]> {
  must(actor, 'seeConversations');
  const rows = await formsOf(tx, actor.workspaceId)
    .where('removedAt', 'is', null)
    .orderBy('kind')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toForm);
}

/** Makes a form. @throws INVALID for a choice without choices, and for what no form fills in. */
export async function createForm(tx: Tx, actor: Actor, input: FormInput): Promise<Form> {
  must(actor, 'manageSettings');
  refuseNonsense(input);
  const id = randomUUID();
  await tx
    .insertInto('form')
    .values({ workspaceId: actor.workspaceId, id, removedAt: null, ...written(input) })
    .execute();
  await tell(tx, actor);
  return readForm(tx, actor.workspaceId, id);
}

/** Changes a form; what was sent before stays as it was. @throws NOT_FOUND; INVALID as for a new one. */
export async function editForm(tx: Tx, actor: Actor, { id, ...input }: FormInput & { id: string }): Promise<Form> {
  must(actor, 'manageSettings');
  refuseNonsense(input);
  const { version } = await readForm(tx, actor.workspaceId, id);
  await tx
    .updateTable('form')
    .set({ ...written(input), version: version + 1, updatedAt: new Date() })
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  await tell(tx, actor);
  return readForm(tx, actor.workspaceId, id);
}

/** Deletes a form; it can be restored. Answers what it was. @throws NOT_FOUND */
export async function deleteForm(tx: Tx, actor: Actor, id: string): Promise<Form> {
  must(actor, 'manageSettings');
  const form = await readForm(tx, actor.workspaceId, id);
  await setRemoved(tx, actor, id, new Date());
  return form;
}

/** Brings a deleted form back. @throws NOT_FOUND */
export async function restoreForm(tx: Tx, actor: Actor, id: string): Promise<Form> {
  must(actor, 'manageSettings');
  await setRemoved(tx, actor, id, null);
  return readForm(tx, actor.workspaceId, id);
}

/** One that is there. @throws NOT_FOUND for none, or one that was deleted. */
export async function readForm(tx: Tx, workspaceId: string, id: string): Promise<Form> {
  const row = await formsOf(tx, workspaceId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('form');
  return toForm(row);
}

async function setRemoved(tx: Tx, actor: Actor, id: string, removedAt: Date | null): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('form')
    .set({ removedAt, updatedAt: new Date() })
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notFound('form');
  await tell(tx, actor);
}

function tell(tx: Tx, { workspaceId }: Actor): Promise<void> {
  return announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
}

function formsOf(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('form')
    .select(['id', 'kind', 'name', 'texts', 'fields', 'enabled', 'version'])
    .where('workspaceId', '=', workspaceId);
}

function toForm(row: Pick<Form, 'id' | 'kind' | 'name' | 'enabled' | 'version'> & { texts: unknown; fields: unknown }) {
  return { ...row, texts: row.texts as Form['texts'], fields: row.fields as Form['fields'] };
}

function written({ kind, name, texts, fields, enabled }: FormInput) {
  return { kind, name, texts: JSON.stringify(texts), fields: JSON.stringify(fields), enabled };
}

function refuseNonsense({ fields: given }: FormInput): void {
  const fields: Record<string, string> = {};
  for (const [place, { type, choices, fills }] of given.entries()) {
    if (type === 'choice' && choices.length === 0)
      fields[`fields.${place}.choices`] = 'Give the choices that there are.';
    if (fills?.startsWith('parameter:') && isFollowing(fills.slice('parameter:'.length)))
      fields[`fields.${place}.fills`] = 'This parameter follows from where the conversation stands.';
  }
  if (Object.keys(fields).length > 0) throw new Refusal('INVALID', 'This form cannot be so.', { fields });
}
