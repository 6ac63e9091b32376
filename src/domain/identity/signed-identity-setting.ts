import { createHash, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { SignedIdentity, SignedIdentityInput } from '#contract/signed-identity.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import type { Sealer } from './sealer.ts';
import { KeptSignedIdentity, readPublicKey, secretBytes } from './signed-identity.ts';

/** How the workspace recognises signed identities; never with the secret of HS256. */
export async function readSignedIdentity(tx: Tx, actor: Actor): Promise<SignedIdentity> {
  must(actor, 'manageSettings');
  const { settings } = await tx
    .selectFrom('workspace')
    .select('settings')
    .where('id', '=', actor.workspaceId)
    .executeTakeFirstOrThrow();
  const kept = keptIn(settings);
  if (!kept) return { algorithm: null, fingerprint: null, audience: null, issuer: null, maxAge: 600 };
  const { key: _, ...told } = kept;
  return told;
}

/**
 * Sets it; it counts from the next message on. The shared secret of HS256 is sealed and never told again.
 * @throws INVALID for a key that is none of the algorithm, is too short, or is a private one.
 */
export async function editSignedIdentity(
  tx: Tx,
  actor: Actor,
  sealer: Sealer,
  given: SignedIdentityInput,
): Promise<SignedIdentity> {
  must(actor, 'manageSettings');
  const bytes = given.algorithm === 'HS256' ? sharedSecret(given.key) : publicKey(given);
  const isSecret = given.algorithm === 'HS256';
  const kept: KeptSignedIdentity = {
    algorithm: given.algorithm,
    key: isSecret ? sealer.seal(given.key, purpose(actor.workspaceId)) : given.key,
    fingerprint: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
    audience: given.audience,
    issuer: given.issuer,
    maxAge: given.maxAge,
  };
  await sql`update workspace set settings = settings || ${JSON.stringify({ signedIdentity: kept })}::jsonb
    where id = ${actor.workspaceId}`.execute(tx);
  return readSignedIdentity(tx, actor);
}

/** Takes no signed identities any more. */
export async function removeSignedIdentity(tx: Tx, actor: Actor): Promise<SignedIdentity> {
  must(actor, 'manageSettings');
  await sql`update workspace set settings = settings - 'signedIdentity' where id = ${actor.workspaceId}`.execute(tx);
  return readSignedIdentity(tx, actor);
}

/** The setting among a workspace's settings, its key readable; null where there is none. */
export function openedSetting(
  settings: Record<string, unknown>,
  workspaceId: string,
  sealer: Sealer | undefined,
): KeptSignedIdentity | null | 'keyUnreadable' {
  const kept = keptIn(settings);
  if (kept?.algorithm !== 'HS256') return kept;
  const key = sealer?.open(kept.key, purpose(workspaceId));
  return key == null ? 'keyUnreadable' : { ...kept, key };
}

function keptIn(settings: Record<string, unknown>): KeptSignedIdentity | null {
  return KeptSignedIdentity.safeParse(settings.signedIdentity).data ?? null;
}

function purpose(workspaceId: string): string {
  return `signed identities of ${workspaceId}`;
}

/** RFC 7518, 3.2: as long as the digest, or longer. */
function sharedSecret(key: string): Uint8Array {
  const bytes = read(() => secretBytes(key));
  if (bytes.length < 32) throw wrongKey(`The secret has ${bytes.length} bytes. HS256 takes 32 or more.`);
  return bytes;
}

function publicKey({ algorithm, key }: SignedIdentityInput): Uint8Array {
  if (isPrivate(key)) throw wrongKey('This is a private key, which belongs to your site alone. Give the public one.');
  const made = read(() => readPublicKey(key));
  if (!isOf[algorithm](made)) throw wrongKey(wanted[algorithm]);
  return made.export({ type: 'spki', format: 'der' });
}

/** A library would take the public half out of one, and the store would keep all of it. */
function isPrivate(key: string): boolean {
  return /PRIVATE KEY/.test(key) || /"(?:d|k)"\s*:/.test(key);
}

/** RFC 8037 (Ed25519), RFC 7518: P-256 for ES256, 2,048 bits or more for RS256. */
const isOf: Record<SignedIdentityInput['algorithm'], (key: KeyObject) => boolean> = {
  EdDSA: ({ asymmetricKeyType }) => asymmetricKeyType === 'ed25519',
  ES256: ({ asymmetricKeyDetails }) => asymmetricKeyDetails?.namedCurve === 'prime256v1',
  RS256: ({ asymmetricKeyType, asymmetricKeyDetails }) =>
    asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048,
  HS256: () => false,
};

const wanted: Record<SignedIdentityInput['algorithm'], string> = {
  EdDSA: 'EdDSA takes a public key of Ed25519.',
  ES256: 'ES256 takes a public key of the curve P-256.',
  RS256: 'RS256 takes a public RSA key of 2,048 bits or more.',
  HS256: 'HS256 takes a shared secret.',
};

function read<Result>(make: () => Result): Result {
  try {
    return make();
  } catch {
    throw wrongKey('This is no key that can be read. Give a public key as PEM (SPKI) or JWK.');
  }
}

function wrongKey(message: string): Refusal {
  return new Refusal('INVALID', message, { fields: { key: message } });
}
