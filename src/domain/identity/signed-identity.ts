import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { signingAlgorithms } from '#contract/signed-identity.ts';

/** The workspace's setting as the store keeps it: the public key as given, the shared secret of HS256 sealed. */
export const KeptSignedIdentity = z.object({
  algorithm: z.enum(signingAlgorithms),
  key: z.string(),
  fingerprint: z.string(),
  audience: z.string(),
  issuer: z.string().nullable(),
  maxAge: z.number(),
});
export type KeptSignedIdentity = z.infer<typeof KeptSignedIdentity>;

/** Why a token counts for nothing. */
export type TokenProblem =
  | 'notConfigured'
  | 'keyUnreadable'
  | 'malformed'
  | 'unsigned'
  | 'wrongAlgorithm'
  | 'badSignature'
  | 'wrongAudience'
  | 'wrongIssuer'
  | 'expired'
  | 'notYetValid'
  | 'missingClaim'
  | 'livesTooLong';

/** A token read: its claims, or why it counts for nothing. */
export type CheckedIdentity = { claims: JWTPayload & { sub: string } } | { problem: TokenProblem };

/** What checks the workspace's tokens; the key is read once. */
export interface IdentityCheck {
  check(token: string, now?: Date): Promise<CheckedIdentity>;
}

/** Seconds that two clocks may differ. */
const clockTolerance = 30;

/**
 * Checks tokens of the company's own site (RFC 7519, RFC 8725): signed with the workspace's key in the workspace's one algorithm, whatever the token
 * says of itself; meant for this audience; with a subject, a beginning and an end that lie no further apart than the setting allows.
 * @param opened the setting with its key readable; null when the workspace takes no signed identities.
 */
export function identityCheck(opened: KeptSignedIdentity | null | 'keyUnreadable'): IdentityCheck {
  if (opened === null) return { check: async () => ({ problem: 'notConfigured' }) };
  if (opened === 'keyUnreadable') return { check: async () => ({ problem: 'keyUnreadable' }) };
  let key: ReturnType<typeof verifyingKey> | undefined;
  return {
    async check(token, now = new Date()) {
      key ??= verifyingKey(opened);
      return check(opened, key, token, now);
    },
  };
}

async function check(
  { algorithm, audience, issuer, maxAge }: KeptSignedIdentity,
  key: KeyObject | Uint8Array,
  token: string,
  now: Date,
): Promise<CheckedIdentity> {
  try {
    if (isUnsigned(token)) return { problem: 'unsigned' };
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      audience,
      ...(issuer !== null && { issuer }),
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: maxAge,
      clockTolerance,
      currentDate: now,
    });
    const { sub, exp = 0, iat = 0 } = payload;
    if (typeof sub !== 'string' || sub.trim() === '') return { problem: 'missingClaim' };
    return exp - iat > maxAge + clockTolerance ? { problem: 'livesTooLong' } : { claims: { ...payload, sub } };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** The key as the library takes it: a public key, or the bytes of a shared secret. */
function verifyingKey({ algorithm, key }: KeptSignedIdentity): KeyObject | Uint8Array {
  return algorithm === 'HS256' ? secretBytes(key) : readPublicKey(key);
}

/** A public key written as PEM (SPKI) or as a JWK. Throws for what is neither. */
export function readPublicKey(key: string): KeyObject {
  return key.trimStart().startsWith('{')
    ? createPublicKey({ key: JSON.parse(key) as Record<string, unknown>, format: 'jwk' })
    : createPublicKey(key);
}

/** A shared secret is the bytes of its text, or the `k` of a JWK (RFC 7518, 6.4). */
export function secretBytes(key: string): Uint8Array {
  const jwk = key.trimStart().startsWith('{') ? (JSON.parse(key) as { k?: unknown }) : null;
  return typeof jwk?.k === 'string' ? Buffer.from(jwk.k, 'base64url') : Buffer.from(key, 'utf8');
}

/** `alg: none`, or no signature at all (RFC 7519, 6). */
function isUnsigned(token: string): boolean {
  const { alg } = decodeProtectedHeader(token);
  return String(alg).toLowerCase() === 'none' || token.split('.')[2] === '';
}

function problemOf(error: unknown): TokenProblem {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'wrongAlgorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'badSignature';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'malformed';
  if (error.claim === 'aud') return 'wrongAudience';
  if (error.claim === 'iss') return 'wrongIssuer';
  const isMissing = error.reason === 'missing' || error.reason === 'invalid';
  return isMissing || (error.claim !== 'nbf' && error.claim !== 'iat') ? 'missingClaim' : 'notYetValid';
}

/** What an entry says of a token that counts for nothing: a code, and the words for it. */
export function tokenWarning(problem: TokenProblem): string {
  return `signedIdentity.${problem}: ${words[problem]} Nothing it says counts.`;
}

const words: Record<TokenProblem, string> = {
  notConfigured: 'The message brought a signed identity, and the workspace has no key for them.',
  keyUnreadable: 'The key of signed identities cannot be read with this installation’s secret.',
  malformed: 'The signed identity is no JWT that can be read.',
  unsigned: 'The signed identity is not signed.',
  wrongAlgorithm: 'The signed identity is signed with another algorithm than the workspace’s.',
  badSignature: 'The signature of the signed identity is not of the workspace’s key.',
  wrongAudience: 'The signed identity was made for another audience.',
  wrongIssuer: 'The signed identity was made by another issuer.',
  expired: 'The signed identity had expired.',
  notYetValid: 'The signed identity is not valid yet.',
  missingClaim: 'The signed identity has no sub, iat or exp, or one that cannot be read.',
  livesTooLong: 'The signed identity lives longer than the workspace believes.',
};
