import type { MiddlewareHandler } from 'hono';
import { Refusal } from '#contract/errors.ts';
import type { Auth } from './auth.ts';

const span = 5 * 60_000;

/**
 * A one-time code opens once (RFC 6238, 5.2): better-auth takes the same code again for as long as it is valid. Who comes
 * second with it is refused and the session just made for them ended.
 */
export function takeCodesOnce(auth: Auth): MiddlewareHandler {
  return async (context, next) => {
    const { code } = ((await context.req.raw
      .clone()
      .json()
      .catch(() => null)) ?? {}) as { code?: unknown };
    await next();
    if (!context.res.ok) return;
    const { token, user } = (await context.res.clone().json()) as { token: string; user: { id: string } };
    if (await isFirst(auth, `${user.id}:${code}`)) return;
    await (await auth.$context).internalAdapter.deleteSession(token);
    throw new Refusal('UNAUTHENTICATED', 'This code was used already. Wait for the next one.');
  };
}

// Noted for this span and the last one, so that a code is known over the border of two; and forgotten with them, since
// six digits come again.
async function isFirst(auth: Auth, use: string): Promise<boolean> {
  const { internalAdapter } = await auth.$context;
  const now = Math.floor(Date.now() / span);
  const expiresAt = new Date((now + 2) * span);
  const note = (at: number) =>
    internalAdapter.reserveVerificationValue({ identifier: `code:${use}:${at}`, value: 'used', expiresAt });
  const [last, current] = [await note(now - 1), await note(now)];
  return last && current;
}
