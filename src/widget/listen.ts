import type { WidgetEntries } from '#contract/widget.ts';
import type { Server } from './server.ts';

interface Heard {
  onEntries(list: WidgetEntries): void;
  onTyping(): void;
  /** Connected, or not any more. */
  onConnection(isOn: boolean): void;
  /** The session is over. */
  onOver(): void;
}

/** Milliseconds. The server says something at least every 15 s: after `silence` the connection is dead, whatever the network thinks. */
const times = { silence: 40_000, first: 1_000, last: 15_000 };

/** Listens to the conversation until `close`, going on where it broke after every cut. `wake` tries at once. */
export function listen(server: Server, heard: Heard): { wake(): void; cut(): void; close(): void } {
  let [isClosed, cursor, backOff] = [false, null as string | null, times.first];
  let leaving = new AbortController();
  let wake = () => {};

  async function run(): Promise<void> {
    while (!isClosed) {
      leaving = new AbortController();
      const isOver = await once(leaving).catch(() => false);
      if (isClosed) return;
      heard.onConnection(false);
      if (isOver) {
        isClosed = true;
        return heard.onOver();
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, backOff * (0.7 + Math.random() * 0.6));
      });
      backOff = Math.min(backOff * 2, times.last);
    }
  }

  /** One connection, to its end. Returns whether the session is over. */
  async function once(leave: AbortController): Promise<boolean> {
    let watch = setTimeout(() => leave.abort(), times.silence);
    try {
      const answer = await server.stream('events', cursor, leave.signal);
      if (answer.status === 401 || answer.status === 404) return true;
      if (!answer.ok || !answer.body) return false;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return false;
        clearTimeout(watch);
        watch = setTimeout(() => leave.abort(), times.silence);
        backOff = times.first;
        heard.onConnection(true);
        const blocks = (text + value).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) take(block);
      }
    } finally {
      clearTimeout(watch);
    }
  }

  // HTML Standard, 9.2.6: fields of a block, one a line.
  function take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
    const type = field('event');
    cursor = field('id') ?? cursor;
    if (type === 'typing') heard.onTyping();
    if (type === 'entries') heard.onEntries(JSON.parse(field('data') ?? '{}') as WidgetEntries);
  }

  void run();
  return {
    wake: () => wake(),
    cut: () => leaving.abort(),
    close() {
      isClosed = true;
      leaving.abort();
      wake();
    },
  };
}
