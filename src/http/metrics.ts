import type { MiddlewareHandler } from 'hono';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Numbers for Prometheus: the process, and requests by method, route and status. No ids and nobody's data. */
export function openMetrics(): { measure: MiddlewareHandler; text(): Promise<string>; type: string } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'vizitka_http_request_seconds',
    help: 'Seconds from the first byte of a request to the head of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    async measure(context, next) {
      const end = requests.startTimer();
      await next();
      const { status } = context.res;
      end({ method: context.req.method, route: status === 404 ? 'unknown' : routeOf(context.req.path), status });
    },
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}

// As few labels as there are routes: ids, slugs and files would make a series each.
function routeOf(path: string): string {
  if (path.startsWith('/widget/v1/')) return `/widget/v1/{chat}/${path.split('/')[5] ?? ''}`;
  if (!path.startsWith('/api/')) return path.startsWith('/w/') ? '/w/*' : /^\/assets\//.test(path) ? '/assets/*' : path;
  return path.replace(/\/(\d+|[0-9a-f]{8}-[0-9a-f-]{27})(?=\/|$)/gi, '/{id}');
}
