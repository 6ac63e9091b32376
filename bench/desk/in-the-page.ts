/** What is kept in the page while it is measured, as `window.measured`. */
interface Measured {
  /** Waits until `there` holds at the beginning of a frame, and until that frame is painted. @returns milliseconds since the last key or click. */
  painted(there: () => boolean): Promise<number>;
  /** What was since it was asked last. */
  take(): Turn;
  /** Milliseconds between the frames from now on, until it is called again: then they are told. */
  frames(): number[];
}

export interface Turn {
  /** From the key or click to the next paint (Event Timing), of the longest. What is under 16 ms the browser does not tell: it stands here as 8. */
  paint: number;
  /** Tasks of more than 50 ms, in milliseconds. */
  tasks: number[];
}

declare global {
  interface Window {
    measured: Measured;
  }
}

/** Runs in the page before its own scripts do. */
export function watch(): void {
  const events: { at: number; took: number }[] = [];
  const tasks: { at: number; took: number }[] = [];
  let since = 0;
  let input = 0;
  let gaps: number[] | null = null;
  for (const type of ['keydown', 'click'] as const)
    addEventListener(type, ({ timeStamp }) => (input = timeStamp), { capture: true });
  const observe = (type: string, heard: (entry: PerformanceEntry) => unknown) =>
    new PerformanceObserver((list) => list.getEntries().forEach(heard)).observe({
      type,
      buffered: true,
      durationThreshold: 16,
    } as PerformanceObserverInit);
  observe('event', (entry) => {
    const { interactionId = 0, startTime, duration } = entry as PerformanceEventTiming & { interactionId?: number };
    if (interactionId > 0) events.push({ at: startTime, took: duration });
  });
  observe('longtask', ({ startTime, duration }) => tasks.push({ at: startTime, took: duration }));

  window.measured = {
    painted: (there) =>
      new Promise((resolve, reject) => {
        const until = performance.now() + 20_000;
        const look = () => {
          if (performance.now() > until) return reject(new Error('It did not come within 20 seconds.'));
          if (!there()) return requestAnimationFrame(look);
          const { port1, port2 } = new MessageChannel(); // its message comes after the paint of this frame
          port1.onmessage = () => resolve(performance.now() - input);
          return port2.postMessage(null);
        };
        requestAnimationFrame(look);
      }),
    take() {
      const ofNow = ({ at }: { at: number }) => at >= since;
      const turn = {
        paint: Math.max(8, ...events.filter(ofNow).map(({ took }) => took)),
        tasks: tasks.filter(ofNow).map(({ took }) => took),
      };
      since = performance.now();
      events.length = 0;
      tasks.length = 0;
      return turn;
    },
    frames() {
      const told = gaps ?? [];
      if (gaps) {
        gaps = null;
        return told;
      }
      const own: number[] = [];
      gaps = own;
      let before = 0;
      const next = (at: number) => {
        if (gaps !== own) return;
        if (before) own.push(at - before);
        before = at;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
      return [];
    },
  };
}
