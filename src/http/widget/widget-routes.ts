import { Hono } from 'hono';
import { notFound } from '#contract/errors.ts';
import { FormAnswers, IdentifyInput, ParametersInput, SessionInput, VisitorMessage } from '#contract/widget-input.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { beginSession } from '#domain/visitors/begin-session.ts';
import { identifyVisitor } from '#domain/visitors/identify-visitor.ts';
import { listForVisitor } from '#domain/visitors/list-for-visitor.ts';
import { noteTyping, setParameters } from '#domain/visitors/note-of-visitor.ts';
import { readVisitorAttachment } from '#domain/visitors/read-visitor-attachment.ts';
import { receiveVisitorMessage } from '#domain/visitors/receive-visitor-message.ts';
import { widgetSettings } from '#domain/visitors/widget-settings.ts';
import { clientAddressHeader } from '../auth/auth.ts';
import { nameClient } from '../client-address.ts';
import type { Door } from '../door.ts';
import { asAttachment } from '../files.ts';
import { limitBody, limitTime } from '../limits.ts';
import { answerForms } from './answer-forms.ts';
import { callRoutes } from './call-routes.ts';
import { crossOrigin } from './cross-origin.ts';
import { askingOf, channelOf, maySignInFrom, tokenOf } from './entrance.ts';
import { presenceRoutes } from './presence-routes.ts';
import { limitRate } from './rates.ts';
import { readBody } from './read-body.ts';
import { signInBack, signInRoutes } from './sign-in-routes.ts';
import { visitorEvents } from './visitor-events.ts';

const minute = 60_000;
const seconds = 1_000;

/**
 * What the widget says to us (contract/widget.ts), from whatever site shows it. Who speaks is told by their session's token, and sees their own
 * conversation alone. Limits are per visitor, and where there is none yet, per address.
 */
export function widgetRoutes(door: Door): Hono {
  const routes = new Hono();
  const [sessions, lookups] = [limitRate(60, minute), limitRate(240, minute)];
  const [messages, typing, small] = [limitRate(40, minute), limitRate(30, minute), limitRate(60, minute)];
  const inWorkspace = door.store.inWorkspace;

  routes.get(
    '/:workspace/:channelId/sign-in/:provider/callback',
    nameClient(door.trustedProxies),
    limitTime(30 * seconds),
    signInBack(door), // a page, which other sites do not read
  );
  routes.use('/*', crossOrigin(), nameClient(door.trustedProxies));
  routes.use('/:workspace/:channelId/messages', limitBody(12_000_000), limitTime(60 * seconds));
  routes.use('/*', async (context, next) =>
    context.req.path.endsWith('/messages') ? next() : limitBody(100_000)(context, next),
  );
  routes.get('/:workspace/:channelId/events', visitorEvents(door)); // before the time limit
  routes.use('/*', async (context, next) =>
    context.req.path.endsWith('/messages') ? next() : limitTime(10 * seconds)(context, next),
  );

  routes.get('/:workspace/:channelId/settings', async (context) => {
    lookups.must(context.req.header(clientAddressHeader) ?? '');
    const channel = await channelOf(door, context);
    const maySignIn = maySignInFrom(door, channel, context);
    return context.json(await inWorkspace(channel.workspaceId, (tx) => widgetSettings(tx, channel, maySignIn)));
  });

  routes.post('/:workspace/:channelId/sessions', async (context) => {
    const address = context.req.header(clientAddressHeader) ?? '';
    (tokenOf(context) === null ? sessions : lookups).must(address);
    const channel = await channelOf(door, context);
    const input = await readBody(context, SessionInput);
    const more = { token: tokenOf(context), userAgent: context.req.header('user-agent') ?? '' };
    const session = await inWorkspace(channel.workspaceId, (tx) => beginSession(tx, channel, { ...input, ...more }));
    return context.json(session, 201);
  });

  routes.post('/:workspace/:channelId/messages', async (context) => {
    const { channel, visitor } = await askingOf(door, context);
    messages.must(visitor.id);
    const { id, text, attachments } = await readBody(context, VisitorMessage);
    const files = attachments.map((file) => ({ ...file, size: Math.floor(file.content.length * 0.75) }));
    const kept = await keepAttachments(door.blobs, files);
    return context.json(await receiveVisitorMessage(door.store, channel, visitor, { id, text, kept }), 201);
  });

  routes.get('/:workspace/:channelId/entries', async (context) => {
    const { visitor } = await askingOf(door, context);
    small.must(visitor.id);
    const after = context.req.query('after');
    return context.json(await inWorkspace(visitor.workspaceId, (tx) => listForVisitor(tx, visitor, after)));
  });

  routes.post('/:workspace/:channelId/forms/:id', async (context) => {
    const asking = await askingOf(door, context);
    small.must(asking.visitor.id);
    const given = await readBody(context, FormAnswers);
    return context.json(await answerForms(door, asking, context.req.param('id'), given));
  });

  routes.post('/:workspace/:channelId/typing', async (context) => {
    const { visitor } = await askingOf(door, context);
    if (typing.allows(visitor.id)) await inWorkspace(visitor.workspaceId, (tx) => noteTyping(tx, visitor));
    return context.body(null, 204);
  });

  routes.post('/:workspace/:channelId/identify', async (context) => {
    const { channel, visitor, token: session } = await askingOf(door, context);
    small.must(visitor.id);
    const { token } = await readBody(context, IdentifyInput);
    const identity = token === null ? null : { token, checked: await channel.identities.check(token) };
    const told = await inWorkspace(channel.workspaceId, (tx) =>
      identifyVisitor(tx, channel, { visitor, token: session }, identity),
    );
    return context.json(told);
  });

  routes.post('/:workspace/:channelId/parameters', async (context) => {
    const { visitor } = await askingOf(door, context);
    small.must(visitor.id);
    const { parameters } = await readBody(context, ParametersInput);
    await inWorkspace(visitor.workspaceId, (tx) => setParameters(tx, visitor, parameters));
    return context.body(null, 204);
  });

  routes.get('/:workspace/:channelId/attachments/:id', async (context) => {
    const { visitor } = await askingOf(door, context);
    small.must(visitor.id);
    const id = context.req.param('id');
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw notFound('attachment');
    const { name, digest } = await inWorkspace(visitor.workspaceId, (tx) => readVisitorAttachment(tx, visitor, id));
    const blob = await door.blobs.read(digest);
    if (!blob) throw notFound('attachment');
    return context.body(blob.bytes, 200, {
      'content-type': 'application/octet-stream', // never shown by the browser, whatever it says it is
      'content-disposition': asAttachment(name),
      'content-length': String(blob.size),
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    });
  });

  routes.route('/', presenceRoutes(door));
  routes.route('/', callRoutes(door));
  routes.route('/', signInRoutes(door));
  return routes;
}
