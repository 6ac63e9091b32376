/** Lets one waiter sleep until somebody rings, or for so long. A ring while nobody waits is kept for the next one. */
export interface Bell {
  ring(): void;
  /** Waits for a ring, at most so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** Makes one. */
export function makeBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds) {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, Math.max(milliseconds, 0));
        wake = resolve;
        await promise;
        clearTimeout(timer);
        wake = undefined;
      }
      rung = false;
    },
  };
}
