import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { Refusal } from '#contract/errors.ts';
import { clientAddressHeader } from './auth.ts';

const failures = 10;
const window = 10 * 60_000;
const most = 50_000;

/**
 * Stops guessing of passwords: after ten failures in ten minutes from one address for one person, that person waits there.
 * Others behind the same address, and the person from elsewhere, do not. In this process's memory, by a digest of both.
 */
export function limitSignIn(now: () => number = Date.now): MiddlewareHandler {
  const counts = new Map<string, { failed: number; until: number }>();
  return async (context, next) => {
    const key = keyOf(context.req.header(clientAddressHeader) ?? '', await emailOf(context.req.raw));
    const known = counts.get(key);
    const count = known && known.until > now() ? known : { failed: 0, until: now() + window };
    if (count.failed >= failures) {
      context.header('retry-after', String(Math.ceil((count.until - now()) / 1000)));
      throw new Refusal(
        'TOO_MANY',
        'Too many failed attempts. Please wait a few minutes, or ask an administrator for a new password.',
      );
    }
    await next();
    if (context.res.ok) counts.delete(key);
    else if (context.res.status === 401) counts.set(key, { ...count, failed: count.failed + 1 });
    if (counts.size > most) prune(counts, now());
  };
}

async function emailOf(request: Request): Promise<string> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  const email = body !== null && typeof body === 'object' && 'email' in body ? body.email : '';
  return typeof email === 'string' ? email.trim().toLowerCase() : '';
}

function keyOf(address: string, email: string): string {
  return createHash('sha256').update(`${address}\0${email}`).digest('base64');
}

function prune(counts: Map<string, { until: number }>, now: number): void {
  for (const [key, { until }] of counts) if (until <= now) counts.delete(key);
  for (const key of counts.keys()) {
    if (counts.size <= most) return;
    counts.delete(key);
  }
}
