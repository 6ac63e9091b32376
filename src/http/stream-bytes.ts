/** Milliseconds that a client may take for what it was told. */
const slow = 10_000;

/**
 * The bytes of a stream of events. Nothing is made before the client has taken what was made before; one that takes nothing for 10 s is cut off, and
 * finds the rest by Last-Event-ID.
 */
export function streamBytes(of: {
  chunks: AsyncGenerator<string, void>;
  subscription: { end(): void };
  /** Closes the connection of a client that takes nothing. */
  cutOff(): void;
  /** Called once, when the stream is over. */
  onEnd(): void;
}): ReadableStream<Uint8Array> {
  const { chunks, subscription } = of;
  const bytes = new TextEncoder();
  let watch: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const end = () => {
    clearTimeout(watch);
    subscription.end();
    if (!isOver) of.onEnd();
    isOver = true;
  };
  return new ReadableStream(
    {
      async pull(controller) {
        clearTimeout(watch);
        const { value, done } = await chunks.next();
        if (isOver) return;
        if (done) {
          end();
          return controller.close();
        }
        controller.enqueue(bytes.encode(value));
        watch = setTimeout(() => {
          end();
          of.cutOff();
        }, slow);
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
