import type { HttpBindings } from '@hono/node-server';
import type { OpenAPI } from '@orpc/openapi';
import type { Handler } from 'hono';
import { Refusal } from '#contract/errors.ts';
import type { Actor } from '#domain/operators/actor.ts';
import { may, must } from '#domain/operators/policy.ts';
import { authenticate } from './authenticate.ts';
import type { Door } from './door.ts';
import { positionOf } from './live-position.ts';
import { openStream } from './live-stream.ts';
import type { Noted } from './request-log.ts';

/** The streams of one person or key that one process serves at once: some tabs on some devices, and those not yet known to be gone. */
const mostStreams = 20;

/**
 * The stream of live events of a workspace (R-BEY-8) as server-sent events (HTML Standard, 9.2): whoever may ask the API may listen, and
 * hears what they may know of. Last-Event-ID resumes, and `since` of a first connection; `event: reset` says that some can no longer be told.
 */
export function liveEvents(door: Door): Handler<Noted & { Bindings: Partial<HttpBindings> }> {
  const open = new Map<string, number>();
  return async (context) => {
    const request = new Request(context.req.url, { headers: context.req.raw.headers }); // outlives the answer's head
    const actor = await authenticate(door, request);
    if (!may(actor, 'seeConversations')) must(actor, 'seeCards');
    context.set('actor', actor.id);
    if (context.req.raw.method === 'HEAD') return context.body(null, 200, headers);

    const who = `${actor.workspaceId} ${actor.id}`;
    const count = open.get(who) ?? 0;
    if (count >= mostStreams) {
      throw new Refusal('TOO_MANY', `You have ${mostStreams} live streams open already. Close some windows first.`);
    }
    const subscription = door.live.subscribe(actor.workspaceId);
    if (subscription.isOver) throw new Refusal('UNAVAILABLE', 'Vizitka is stopping. Please connect again soon.');
    open.set(who, count + 1);
    const onEnd = () => {
      const rest = (open.get(who) ?? 1) - 1;
      if (rest > 0) open.set(who, rest);
      else open.delete(who);
    };
    const lastEventId = request.headers.get('last-event-id') ?? context.req.query('since') ?? null;
    const stream = openStream({
      store: door.store,
      log: door.log,
      subscription,
      actor,
      again: async () => sameAs(actor, await authenticate(door, request, { quietly: true })),
      since: lastEventId === null || lastEventId === '' ? null : (positionOf(lastEventId) ?? 'unknown'),
      cutOff() {
        door.log.info({ actor: actor.id }, 'a live stream was cut off: its client took nothing');
        context.env?.outgoing?.destroy(); // an error in the stream would wait for the client too
      },
      onEnd,
    });
    return context.body(stream, 200, headers);
  };
}

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no', // nginx would hold events back
};

function sameAs<Of extends Actor>(before: Actor, now: Of): Of {
  if (now.workspaceId === before.workspaceId && now.id === before.id) return now;
  throw new Refusal('UNAUTHENTICATED', 'Somebody else is signed in now.');
}

/** The stream in the API's document. */
export const livePath: OpenAPI.PathsObject = {
  '/live': {
    get: {
      operationId: 'live',
      tags: ['Live'],
      summary: 'What changes, as it changes',
      description: `Server-sent events. Each carries in \`data\` which conversation or cards changed, never their content: ask for what you show.
With \`Last-Event-ID\` the stream goes on where it broke; \`event: reset\` says that this is not possible any more, and everything is to be asked anew;
\`event: over\` that who listens may do so no more.`,
      parameters: [
        {
          name: 'workspace',
          in: 'query',
          schema: { type: 'string' },
          description: 'The workspace’s slug, for a signed-in person.',
        },
        {
          name: 'since',
          in: 'query',
          schema: { type: 'string' },
          description: 'Where to begin: `live` of GET /me, for what is read after it. Last-Event-ID goes before it.',
        },
        {
          name: 'Last-Event-ID',
          in: 'header',
          schema: { type: 'string' },
          description: 'The id of the last event that was heard.',
        },
      ],
      responses: {
        200: {
          description: 'A stream that does not end',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
    },
  },
};
