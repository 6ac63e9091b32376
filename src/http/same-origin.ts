import type { MiddlewareHandler } from 'hono';
import { Refusal } from '#contract/errors.ts';

/**
 * Refuses a request that changes something by cookie unless it comes from our own pages: Sec-Fetch-Site and Origin, which a
 * foreign page cannot forge (OWASP, Cross-Site Request Forgery Prevention). FORBIDDEN otherwise, and when neither is there.
 */
export function mustBeSameOrigin(request: Request, origin: string | null): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const from = request.headers.get('origin');
  const ours = site === null || site === 'same-origin';
  const known = from === null ? site === 'same-origin' : isOurs(from, request, origin);
  if (!ours || !known) {
    throw new Refusal('FORBIDDEN', 'This was sent from another site. Use the desk’s own pages, or an API key.');
  }
}

/** The same for the sign-in, which has no cookie yet: programs that send neither cookie nor origin may pass. */
export function refuseOtherSites(origin: string | null): MiddlewareHandler {
  return (context, next) => {
    const { headers } = context.req.raw;
    const isBrowser = ['cookie', 'origin', 'sec-fetch-site'].some((name) => headers.has(name));
    if (isBrowser) mustBeSameOrigin(context.req.raw, origin);
    return next();
  };
}

// Without a configured address: the host that the request itself was sent to.
function isOurs(from: string, request: Request, origin: string | null): boolean {
  if (origin) return from === origin;
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(from) && new URL(from).host === host;
}
