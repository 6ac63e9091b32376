import type { HttpBindings } from '@hono/node-server';
import type { Handler } from 'hono';
import { Refusal } from '#contract/errors.ts';
import { markDelivered } from '#domain/replies/mark-delivered.ts';
import { findVisitor } from '#domain/visitors/visitor.ts';
import type { Door } from '../door.ts';
import { askingOf } from './entrance.ts';
import { openVisitorStream } from './visitor-stream.ts';

/** Streams that one process serves at once: of one visitor (tabs of one session, and those not yet known to be gone), and of all. */
const most = { ofOne: 6, ofAll: 10_000 };

/** What the visitor has fetched is delivered: told to the desk. */
async function tellDelivered(
  { store }: Door,
  workspaceId: string,
  entryId: string,
  conversationIds: string[],
): Promise<void> {
  await store.inWorkspace(workspaceId, async (tx) => {
    for (const id of conversationIds) await markDelivered(tx, workspaceId, id, entryId);
  });
}

/**
 * The stream of a visitor's conversation as server-sent events (HTML Standard, 9.2), read with fetch, so that the token stands in a header and in no address.
 * Last-Event-ID resumes it.
 */
export function visitorEvents(door: Door): Handler<{ Bindings: Partial<HttpBindings> }> {
  const open = new Map<string, number>();
  let all = 0;
  return async (context) => {
    const { channel, visitor, token } = await askingOf(door, context);
    const count = open.get(visitor.id) ?? 0;
    if (count >= most.ofOne || all >= most.ofAll) throw new Refusal('TOO_MANY', 'Too many windows are open here.');
    const subscription = door.live.subscribe(visitor.workspaceId);
    if (subscription.isOver) throw new Refusal('UNAVAILABLE', 'Vizitka is stopping. Please connect again soon.');
    open.set(visitor.id, count + 1);
    all += 1;
    const onEnd = () => {
      all -= 1;
      const rest = (open.get(visitor.id) ?? 1) - 1;
      if (rest > 0) open.set(visitor.id, rest);
      else open.delete(visitor.id);
    };
    const again = async () => {
      const now = await door.store.inWorkspace(channel.workspaceId, (tx) => findVisitor(tx, channel, token));
      if (!now) throw new Refusal('UNAUTHENTICATED', 'This session is over.');
      return now;
    };
    const stream = openVisitorStream({
      store: door.store,
      log: door.log,
      subscription,
      visitor,
      again,
      since: context.req.header('last-event-id'),
      cutOff: () => void context.env?.outgoing?.destroy(),
      onEnd,
      onTaken: (entryId, conversationIds) => tellDelivered(door, channel.workspaceId, entryId, conversationIds),
    });
    return context.body(stream, 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
  };
}
