import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Role } from '#db/schema.ts';
import type { Actor, KeyActor } from './actor.ts';
import { must } from './policy.ts';
import { readWorkspace } from './workspaces.ts';

/** What a key may be made for; `*` is all of it. policy.ts says which right asks for which. */
export const keyScopes = [
  'contacts:read',
  'contacts:write',
  'conversations:read',
  'conversations:write',
  'channel:write',
  'imports:write',
  'settings:write',
  'operators:write',
  '*',
] as const;

export interface ApiKey {
  id: string;
  name: string;
  scopes: string[];
  role: Role;
  /** Ids of the queues whose conversations it sees; null: all that its role sees. */
  queues: string[] | null;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface NewApiKey {
  name: string;
  scopes: string[];
  /** As delivered administrator: the scopes are what narrows a key. */
  role?: Role;
  queues?: string[] | null;
}

/**
 * Makes an API key and returns it whole, this one time: `vz_<workspace>_<secret>` with 32 random bytes. Only the
 * secret's SHA-256 is kept, which suffices for a secret that nobody chose. INVALID for an unknown scope.
 */
export async function createApiKey(tx: Tx, actor: Actor, given: NewApiKey): Promise<{ id: string; key: string }> {
  must(actor, 'manageSettings');
  const unknown = given.scopes.filter((scope) => !(keyScopes as readonly string[]).includes(scope));
  if (unknown.length > 0 || given.scopes.length === 0) {
    const wrong = unknown.length > 0 ? `There is no scope “${unknown.join('”, “')}”.` : 'A key needs a scope.';
    throw new Refusal('INVALID', `${wrong} Choose of ${keyScopes.join(', ')}.`, { fields: { scopes: wrong } });
  }
  const { workspaceId } = actor;
  const { slug } = await readWorkspace(tx, workspaceId);
  const id = randomUUID();
  const secret = randomBytes(32).toString('base64url');
  const { name, scopes, role = 'administrator', queues = null } = given;
  await tx
    .insertInto('apiKey')
    .values({
      workspaceId,
      id,
      name,
      secretHash: hashOf(secret),
      scopes,
      role,
      queues,
      lastUsedAt: null,
      revokedAt: null,
    })
    .execute();
  return { id, key: `vz_${slug}_${secret}` };
}

/** The workspace's keys that were not revoked, newest first; their secrets are known to nobody. */
export async function listApiKeys(tx: Tx, actor: Actor): Promise<ApiKey[]> {
  must(actor, 'manageSettings');
  return tx
    .selectFrom('apiKey')
    .select(['id', 'name', 'scopes', 'role', 'queues', 'createdAt', 'lastUsedAt'])
    .where('workspaceId', '=', actor.workspaceId)
    .where('revokedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
}

/** Ends a key at once and for good. NOT_FOUND when there is none of this id, or none any more. */
export async function revokeApiKey(tx: Tx, actor: Actor, id: string): Promise<void> {
  must(actor, 'manageSettings');
  const { numUpdatedRows } = await tx
    .updateTable('apiKey')
    .set({ revokedAt: sql`now()` })
    .where('workspaceId', '=', actor.workspaceId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notFound('API key');
}

/** The workspace's slug and the secret of a key as it is written; null for anything that is no key. */
export function readKey(key: string): { slug: string; secret: string } | null {
  const [, slug, secret] = /^vz_([a-z0-9-]{1,40})_([\w-]{43})$/.exec(key) ?? [];
  return slug && secret ? { slug, secret } : null;
}

/** The actor of a secret in the workspace that the transaction is in; null when it is unknown or revoked. */
export async function findKey(tx: Tx, workspaceId: string, secret: string): Promise<KeyActor | null> {
  const row = await tx
    .selectFrom('apiKey')
    .select(['id', 'name', 'role', 'scopes', 'queues', 'lastUsedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('secretHash', '=', hashOf(secret))
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { lastUsedAt, ...key } = row;
  if (!lastUsedAt || Date.now() - lastUsedAt.getTime() > usedNoted) await noteUse(tx, workspaceId, key.id);
  return { type: 'apiKey', workspaceId, ...key };
}

/** Milliseconds for which a noted use is new enough: not every request of a busy key shall write. */
const usedNoted = 60_000;

async function noteUse(tx: Tx, workspaceId: string, id: string): Promise<void> {
  // Whoever finds the row taken leaves it: another request is noting the same minute.
  await sql`update api_key set last_used_at = now() where (workspace_id, id) in (
    select workspace_id, id from api_key where workspace_id = ${workspaceId} and id = ${id} for update skip locked)`.execute(
    tx,
  );
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
