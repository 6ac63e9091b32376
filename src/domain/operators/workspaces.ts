import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { createQueue } from './queues.ts';

export interface Workspace {
  id: string;
  slug: string;
  name: string;
}

export interface NewWorkspace {
  /** The workspace's word in addresses and keys: lower-case letters, digits and single hyphens, at most 40 characters. */
  slug: string;
  name: string;
  /** ISO 3166-1, two capital letters: where national phone numbers are read. */
  country: string | null;
  /** The name of its first queue. */
  queue?: string;
}

/**
 * Makes a workspace with its first queue, and no channels. `tx` comes from `atTheDoor` and stands inside the new
 * workspace afterwards. CONFLICT when the slug is taken.
 */
export async function createWorkspace(tx: Tx, given: NewWorkspace): Promise<Workspace> {
  const id = randomUUID();
  const { slug, name, country } = given;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 40) {
    throw new Refusal('INVALID', 'A workspace is named by at most 40 lower-case letters, digits and single hyphens.', {
      fields: { slug: 'Only a-z, 0-9 and single hyphens between them.' },
    });
  }
  if (await idOfWorkspace(tx, slug)) throw new Refusal('CONFLICT', `There is a workspace “${slug}” already.`);
  await sql`select create_workspace(${id}, ${slug}, ${name}, ${country})`.execute(tx);
  await enterWorkspace(tx, id);
  await createQueue(
    tx,
    { type: 'system', workspaceId: id, id: null, name: null },
    { name: given.queue ?? 'Customers' },
  );
  return { id, slug, name };
}

/** The workspace of a slug; `tx` (from `atTheDoor`) stands inside it afterwards. NOT_FOUND when there is none. */
export async function findWorkspace(tx: Tx, slug: string): Promise<Workspace> {
  const id = await idOfWorkspace(tx, slug);
  if (!id) throw notFound('workspace');
  await enterWorkspace(tx, id);
  const { name } = await readWorkspace(tx, id);
  return { id, slug, name };
}

/** The workspaces that a sign-in's user is an operator of, by slug. */
export async function workspacesOfUser(tx: Tx, userId: string): Promise<Workspace[]> {
  return (await sql<Workspace>`select id, slug, name from workspaces_of_user(${userId})`.execute(tx)).rows;
}

/** Every workspace of the store, by slug: for the console and for the question whether this is a first start. */
export async function allWorkspaces(tx: Tx): Promise<Workspace[]> {
  return (await sql<Workspace>`select id, slug, name from all_workspaces()`.execute(tx)).rows;
}

/** The name, slug and country of the workspace that the transaction is in. */
export async function readWorkspace(tx: Tx, id: string): Promise<Workspace & { country: string | null }> {
  return tx
    .selectFrom('workspace')
    .select(['id', 'slug', 'name', 'country'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('workspace'));
}

/** From here on the transaction sees this workspace. */
async function enterWorkspace(tx: Tx, id: string): Promise<void> {
  await sql`select set_config('app.workspace', ${id}, true)`.execute(tx);
}

async function idOfWorkspace(tx: Tx, slug: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select workspace_by_slug(${slug}) as id`.execute(tx);
  return rows[0]?.id ?? null;
}
