import { setImmediate } from 'node:timers/promises';

/** How long work may last before others have their turn, and who may stop it. */
export interface Slices {
  /** Throws its reason as soon as it is aborted. */
  signal?: AbortSignal;
  /** From 0 to 1. */
  onProgress?: (done: number) => void;
  /** Milliseconds of work between two pauses of the event loop; as delivered 20. */
  yieldEvery?: number;
}

/** Lets others have their turn whenever the slice is used up. Call it often: `if (due()) await pause(done)`. */
export function sliced({ signal, onProgress, yieldEvery = 20 }: Slices): {
  due: () => boolean;
  pause: (done: number) => Promise<void>;
} {
  let until = performance.now() + yieldEvery;
  return {
    due: () => performance.now() >= until,
    pause: async (done) => {
      signal?.throwIfAborted();
      onProgress?.(done);
      await setImmediate();
      until = performance.now() + yieldEvery;
    },
  };
}

/** The same slices for a part of the work: its progress from 0 to 1 is that of the whole from `from` to `to`. */
export function part(slices: Slices, from: number, to: number): Slices {
  const { onProgress } = slices;
  return onProgress ? { ...slices, onProgress: (done) => onProgress(from + done * (to - from)) } : slices;
}
