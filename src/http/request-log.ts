import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Log } from './door.ts';

/** What is noted about a request on its way. */
export interface Noted {
  Variables: { requestId: string; actor?: string };
}

/**
 * A line per request, with its id, which the answer carries as X-Request-Id: a client's own or ours. Never the query, headers
 * or body: they hold customers' data and secrets. Probes are left out.
 */
export function requestLog(log: Log): MiddlewareHandler<Noted> {
  return async (context, next) => {
    const given = context.req.header('x-request-id') ?? '';
    const requestId = /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
    context.set('requestId', requestId);
    const began = performance.now();
    await next();
    context.header('x-request-id', requestId);
    const { method, path } = context.req;
    if (['/healthz', '/readyz', '/metrics'].includes(path)) return;
    const took = Math.round(performance.now() - began);
    log.info({ requestId, method, path, status: context.res.status, ms: took, actor: context.get('actor') }, 'request');
  };
}
