import { makeBell } from './bell.ts';
import type { OutboxPosition, OutboxRow } from './outbox.ts';

/** What one listener has not taken yet. It holds so many rows and no more: whoever takes too slowly is told that they missed some. */
export interface LiveSubscription {
  /** It hears all that comes after this position. */
  readonly from: OutboxPosition;
  readonly isOver: boolean;
  /** Waits for news or for the end, at most so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
  /** What came since it was last asked. `missed`: some did not fit or can no longer be read. With these rows all is heard up to `upTo`. */
  take(): { rows: OutboxRow[]; missed: boolean; upTo: OutboxPosition };
  /** Listens no longer. May be called again. */
  end(): void;
}

/** The reader's side of it. */
export interface Subscriber {
  hear(rows: OutboxRow[]): void;
  /** Rows went by that can no longer be read. */
  miss(): void;
  end(): void;
}

/** The most rows that wait to be taken. */
const most = 1_000;

/** Makes a subscription. `position` tells how far its reader is; `onEnd` is called once. */
export function makeSubscription(
  position: () => OutboxPosition,
  onEnd: () => void,
): { subscription: LiveSubscription; subscriber: Subscriber } {
  const bell = makeBell();
  let waiting: OutboxRow[] = [];
  let missed = false;
  let isOver = false;
  const miss = () => {
    missed = true;
    waiting = [];
    bell.ring();
  };
  const end = () => {
    if (isOver) return;
    isOver = true;
    waiting = [];
    onEnd();
    bell.ring();
  };
  const hear = (rows: OutboxRow[]) => {
    if (missed) return; // whoever missed some asks for everything anew
    if (waiting.length + rows.length > most) return miss();
    waiting.push(...rows);
    bell.ring();
  };
  const take = () => {
    const taken = { rows: waiting, missed, upTo: position() };
    waiting = [];
    missed = false;
    return taken;
  };
  const subscription: LiveSubscription = {
    from: position(),
    get isOver() {
      return isOver;
    },
    wait: bell.wait,
    take,
    end,
  };
  return { subscription, subscriber: { hear, miss, end } };
}
