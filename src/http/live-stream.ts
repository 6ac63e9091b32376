import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '#contract/errors.ts';
import { type Announced, announcedSince, asAnnounced } from '#domain/live/announced-since.ts';
import { heardEvents } from '#domain/live/heard-events.ts';
import type { KeyActor, OperatorActor } from '#domain/operators/actor.ts';
import type { Log, Store, Subscription } from './door.ts';
import { eventId, type Position } from './live-position.ts';
import { streamBytes } from './stream-bytes.ts';

type Listener = OperatorActor | KeyActor;

interface StreamOf {
  store: Store;
  log: Log;
  subscription: Subscription;
  actor: Listener;
  /** Asks anew who listens, and what they may see; a Refusal ends the stream. */
  again(): Promise<Listener>;
  /** Where it broke off; null for a new one. */
  since: Position | 'unknown' | null;
  /** Closes the connection of a client that takes nothing. */
  cutOff(): void;
  /** Called once, when the stream is over. */
  onEnd(): void;
}

/** Milliseconds. `check`: a person who was removed hears nothing after it. `rest`: what comes meanwhile goes out together. */
const times = { check: 3_000, keepAlive: 15_000, rest: 100, retry: 1_000 };

/** The bytes of one stream. */
export function openStream(of: StreamOf): ReadableStream<Uint8Array> {
  return streamBytes({ ...of, chunks: chunks(of) });
}

async function* chunks({ store, log, subscription, since, ...of }: StreamOf): AsyncGenerator<string, void> {
  let { actor } = of;
  let [checkedAt, saidAt] = [performance.now(), performance.now()];
  let resumeFrom = since;
  let toReset = false;
  let inHand: Announced[] = [];
  let isStanding = false;

  /** The next words for the client; null when there is nothing to say yet. */
  async function words(): Promise<string | null> {
    if (performance.now() - checkedAt > times.check) {
      actor = await of.again();
      checkedAt = performance.now();
    }
    const { rows, missed, upTo } = subscription.take();
    inHand.push(...rows.flatMap(asAnnounced));
    toReset ||= missed || inHand.length > 5_000;
    if (resumeFrom) {
      const before = await replay(resumeFrom);
      if (before) inHand.unshift(...before);
      else toReset = true;
      resumeFrom = null;
    }
    if (toReset) {
      [toReset, inHand] = [false, []];
      return `event: reset\nid: ${eventId(upTo)}\ndata: {}\n\n`;
    }
    const heard =
      inHand.length > 0
        ? await store.inWorkspace(actor.workspaceId, (tx) => heardEvents(tx, actor, inHand), { readsOnly: true })
        : [];
    inHand = [];
    if (heard.length > 0) return asText(heard);
    return performance.now() - saidAt > times.keepAlive ? `: still here\nid: ${eventId(upTo)}\n\n` : null;
  }

  async function replay(after: Position | 'unknown'): Promise<Announced[] | null> {
    if (after === 'unknown') return null;
    const upTo = subscription.from;
    return store.inWorkspace(actor.workspaceId, (tx) => announcedSince(tx, actor, { after, upTo }), {
      readsOnly: true,
    });
  }

  // Browsers come back at different moments after a restart, and from where they are now if nothing happens until then.
  const id = resumeFrom ? '' : `id: ${eventId(subscription.from)}\n`;
  yield `retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n${id}\n`;

  while (!subscription.isOver) {
    try {
      const said = await words();
      isStanding = false;
      if (said === null) {
        await subscription.wait(times.check - (performance.now() - checkedAt) + 1);
        continue;
      }
      saidAt = performance.now();
      if (subscription.isOver) return;
      yield said;
      await pause(times.rest);
    } catch (error) {
      if (error instanceof Refusal) {
        yield 'event: over\ndata: {}\n\n'; // who may listen no more need not try again to find out
        return;
      }
      if (!isStanding) log.error({ err: error }, 'a live stream stands still until the store answers');
      isStanding = true;
      await subscription.wait(times.retry);
    }
  }
}

/** The same said several times in one go is said once, with the last one's id. */
function asText(events: Announced[]): string {
  const last = new Map<string, Announced>();
  for (const one of events) {
    const data = JSON.stringify(one.event);
    last.delete(data);
    last.set(data, one);
  }
  return [...last].map(([data, one]) => `id: ${eventId(one)}\ndata: ${data}\n\n`).join('');
}
