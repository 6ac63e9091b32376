/** The channel of NOTIFY that tells readers of the outbox to look now. Its payload is empty: the outbox says what there is. */
export const outboxChannel = 'vizitka_outbox';

/** Milliseconds for which rows of the outbox are kept. */
export const outboxKept = 60 * 60_000;

/** Milliseconds after which a reader no longer trusts that all it missed is still there: clocks differ, and rows are older than their commit. */
export const outboxTrusted = outboxKept - 10 * 60_000;

/** A place in the outbox, in the order of reading. `xid` is a 64-bit number in decimal digits, `id` a UUID. */
export interface OutboxPosition {
  xid: string;
  id: string;
  /** Everything written before this moment was there to be read at the position. */
  at: Date;
}

/** A row of the outbox. */
export interface OutboxRow extends OutboxPosition {
  workspaceId: string;
  payload: unknown;
}

const announcing = new WeakSet<object>();

/** Notes that a transaction wrote to the outbox, so that readers are woken once it has committed. */
export function noteAnnouncement(tx: object): void {
  announcing.add(tx);
}

/** Whether a transaction wrote to the outbox. */
export function hasAnnounced(tx: object): boolean {
  return announcing.has(tx);
}

/** Milliseconds between two wake-ups of one process. */
const pause = 20;

/**
 * Wakes the readers of the outbox after a commit: at once, and then at most every 20 ms. A NOTIFY takes a lock of the whole
 * server, so it is never part of a transaction that does something else. One that fails is made good by the readers' own poll.
 * @param send sends the NOTIFY, on a connection of its own.
 */
export function openWakeUp(send: () => Promise<unknown>): { wake(): void; close(): void } {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  let isClosed = false;
  const wake = () => {
    if (isClosed) return;
    again = resting !== undefined;
    if (again) return;
    resting = setTimeout(() => {
      resting = undefined;
      if (again) wake();
    }, pause);
    send().catch(() => {});
  };
  return {
    wake,
    close() {
      isClosed = true;
      clearTimeout(resting);
    },
  };
}
