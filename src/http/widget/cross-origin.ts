import type { MiddlewareHandler } from 'hono';

/**
 * Lets pages of any site ask (Fetch Standard, 3.3): nothing here goes by cookie, a visitor is told by their token alone. Which sites may show a channel is
 * looked at where the channel is known (entrance.ts).
 */
export function crossOrigin(): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method === 'OPTIONS') {
      return context.body(null, 204, {
        ...open,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'Authorization, Content-Type, Last-Event-ID',
        'access-control-max-age': '7200',
      });
    }
    await next();
    for (const [name, value] of Object.entries(open)) context.res.headers.set(name, value);
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
    return undefined;
  };
}

const open = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
};
