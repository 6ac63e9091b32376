import { Hono } from 'hono';
import { answerError, answerNothing, answerReady } from './answers.ts';
import { openApi } from './api.ts';
import { takeCodesOnce } from './auth/codes-once.ts';
import { limitSignIn } from './auth/sign-in-limit.ts';
import { nameClient } from './client-address.ts';
import { exportRoutes } from './contact-export.ts';
import { docsPage } from './docs-page.ts';
import type { Door } from './door.ts';
import { fileRoutes } from './files.ts';
import { uploadRoutes } from './imports/upload.ts';
import { limitBody, limitTime, unlessDelivery } from './limits.ts';
import { liveEvents } from './live.ts';
import { openMetrics } from './metrics.ts';
import { openApiDocument } from './open-api.ts';
import { type Noted, requestLog } from './request-log.ts';
import { refuseOtherSites } from './same-origin.ts';
import { screenRoutes } from './screen.ts';
import { securityHeaders } from './security-headers.ts';
import { widgetScript } from './widget/script.ts';
import { shopPage } from './widget/shop-page.ts';
import { widgetRoutes } from './widget/widget-routes.ts';

const megabyte = 1_000_000;
const seconds = 1_000;

/** The door: everything that is answered over HTTP, in the order in which a request meets it. */
export async function createApp(door: Door, version: string): Promise<Hono<Noted>> {
  const app = new Hono<Noted>();
  const document = await openApiDocument(version);
  const metrics = openMetrics();

  const nothing = answerNothing(document);

  app.onError(answerError(door.log));
  app.notFound(nothing);
  app.use(
    requestLog(door.log),
    metrics.measure,
    securityHeaders({ https: door.origin?.startsWith('https:') ?? false }),
  );
  app.get('/healthz', (context) => context.text('ok'));
  app.get('/readyz', answerReady(door));
  app.get('/metrics', async (context) => context.body(await metrics.text(), 200, { 'content-type': metrics.type }));

  app.use('/api/v1/channels/:id/inbound', limitBody(30 * megabyte), limitTime(60 * seconds));
  app.use('/api/v1/conversations/:id/replies', limitBody(25 * megabyte), limitTime(30 * seconds));
  app.use('/api/*', unlessDelivery(limitBody(megabyte)));

  app.use('/api/auth/*', refuseOtherSites(door.origin), nameClient(door.trustedProxies));
  app.post('/api/auth/sign-in/email', limitSignIn());
  app.post('/api/auth/two-factor/verify-totp', takeCodesOnce(door.auth));
  app.on(['GET', 'POST'], '/api/auth/*', (context) => door.auth.handler(context.req.raw));

  app.get('/api/v1/openapi.json', (context) => context.json(document));
  app.get('/api/docs', docsPage(document));
  app.get('/api/v1/live', liveEvents(door)); // before the time limit
  app.use('/api/v1/*', unlessDelivery(limitTime(10 * seconds)));
  app.route('/api/v1', fileRoutes(door));
  app.route('/api/v1', uploadRoutes(door));
  app.route('/api/v1', exportRoutes(door));
  const answerApi = openApi(door);
  app.all('/api/v1/*', async (context) => {
    const noteActor = (actor: { id: string }) => context.set('actor', actor.id);
    return (
      (await answerApi(context.req.raw, { door, noteActor, requestId: context.get('requestId') })) ?? nothing(context)
    );
  });

  app.route('/widget/v1', widgetRoutes(door));
  if (door.screen) app.get('/widget.js', await widgetScript(door.screen));
  if (door.shop) app.get('/demo/shop', shopPage(door.shop));
  if (door.screen) app.route('/', await screenRoutes(door.screen));
  return app;
}
