import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import { mostViews, type View, type ViewEdit, type ViewInput, type ViewQuery } from '#contract/view.ts';
import type { Tx } from '#db/database.ts';
import type { Actor, OperatorActor } from './actor.ts';
import { must } from './policy.ts';

/** The actor's own saved views of the directory (R-DIR-1), in their order. @throws FORBIDDEN for an API key. */
export async function listViews(tx: Tx, actor: Actor): Promise<View[]> {
  return ownViews(tx, operatorOf(actor));
}

/**
 * Saves a view for the actor, last or at `place`.
 * @throws FORBIDDEN for an API key; CONFLICT when they have a view of this name, whatever its case, or 50 views.
 */
export async function createView(tx: Tx, actor: Actor, { name, query, place }: ViewInput): Promise<View> {
  const operator = operatorOf(actor);
  const others = await lockViews(tx, operator);
  if (others.length >= mostViews) {
    throw new Refusal('CONFLICT', `You have ${mostViews} saved views, which is as many as fit. Delete one first.`);
  }
  refuseName(others, name);
  const view = { id: randomUUID(), name, query };
  await tx
    .insertInto('directoryView')
    .values({ ...keyOf(operator), ...view, query: JSON.stringify(query), place: others.length })
    .execute();
  return putAt(tx, operator, [...others, { ...view, place: others.length }], view.id, place ?? others.length);
}

/**
 * Gives a view of the actor another name, other contents or another place.
 * @throws NOT_FOUND for no view, or somebody else's; CONFLICT when they have another of this name; FORBIDDEN for an API key.
 */
export async function editView(tx: Tx, actor: Actor, { id, edit }: { id: string; edit: ViewEdit }): Promise<View> {
  const operator = operatorOf(actor);
  const views = await lockViews(tx, operator);
  const before = find(views, id);
  const { name = before.name, query = before.query, place = before.place } = edit;
  const others = views.filter((view) => view.id !== id);
  refuseName(others, name);
  await tx
    .updateTable('directoryView')
    .set({ name, query: JSON.stringify(query) })
    .where(({ and }) => and({ ...keyOf(operator), id }))
    .execute();
  return putAt(
    tx,
    operator,
    views.map((view) => (view.id === id ? { ...view, name, query } : view)),
    id,
    place,
  );
}

/** Deletes a view of the actor. Answers what it was. @throws NOT_FOUND for no view, or somebody else's; FORBIDDEN for an API key. */
export async function deleteView(tx: Tx, actor: Actor, id: string): Promise<View> {
  const operator = operatorOf(actor);
  const view = find(await lockViews(tx, operator), id);
  await tx
    .deleteFrom('directoryView')
    .where(({ and }) => and({ ...keyOf(operator), id }))
    .execute();
  return view;
}

function operatorOf(actor: Actor): OperatorActor {
  must(actor, 'seeCards');
  if (actor.type === 'operator') return actor;
  throw new Refusal('FORBIDDEN', 'Saved views are each operator’s own: an API key has none. Sign in as an operator.');
}

function keyOf({ workspaceId, id }: OperatorActor) {
  return { workspaceId, operatorId: id };
}

async function ownViews(tx: Tx, operator: OperatorActor): Promise<View[]> {
  const rows = await tx
    .selectFrom('directoryView')
    .select(['id', 'name', 'query'])
    .where(({ and }) => and(keyOf(operator)))
    .orderBy('place')
    .orderBy('createdAt')
    .execute();
  return rows.map((row, place) => ({ ...row, query: row.query as ViewQuery, place })); // a deleted one leaves a gap
}

/** Of two changes at once the second sees what the first did: they meet at the operator's row. */
async function lockViews(tx: Tx, operator: OperatorActor): Promise<View[]> {
  await sql`select from operator where workspace_id = ${operator.workspaceId} and id = ${operator.id} for no key update`.execute(
    tx,
  );
  return ownViews(tx, operator);
}

function find(views: View[], id: string): View {
  const view = views.find((one) => one.id === id);
  if (!view) throw notFound('view');
  return view;
}

function refuseName(others: View[], name: string): void {
  const same = others.find((view) => view.name.toLowerCase() === name.toLowerCase());
  if (!same) return;
  const message = `You have a view “${same.name}” already. Choose another name.`;
  throw new Refusal('CONFLICT', message, { fields: { name: message } });
}

/** Puts a view at its place and numbers them all anew. Returns it. */
async function putAt(tx: Tx, operator: OperatorActor, views: View[], id: string, place: number): Promise<View> {
  const order = views.filter((view) => view.id !== id).map((view) => view.id);
  order.splice(place, 0, id);
  await sql`update directory_view v set place = t.place - 1 from unnest(${order}::uuid[]) with ordinality as t (id, place)
    where v.workspace_id = ${operator.workspaceId} and v.operator_id = ${operator.id} and v.id = t.id`.execute(tx);
  return { ...find(views, id), place: order.indexOf(id) };
}
