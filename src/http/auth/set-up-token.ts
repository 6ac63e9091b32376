import { createHash, randomBytes } from 'node:crypto';
import type { Auth } from './auth.ts';

const hours = 24;

/**
 * Makes the token of a one-time set-up link. Only its SHA-256 is kept; it is good for a day and for one use, and the
 * links made before it stay good.
 */
export async function makeSetUpToken(auth: Auth): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + hours * 3_600_000);
  await (await auth.$context).internalAdapter.createVerificationValue({
    identifier: nameOf(token),
    value: 'set-up',
    expiresAt,
  });
  return token;
}

/** Uses the token up: of several who try at once only one hears true. */
export async function spendSetUpToken(auth: Auth, token: string): Promise<boolean> {
  const found = await (await auth.$context).internalAdapter.consumeVerificationValue(nameOf(token));
  return found !== null && found.expiresAt > new Date();
}

function nameOf(token: string): string {
  return `set-up:${createHash('sha256').update(token).digest('hex')}`;
}
