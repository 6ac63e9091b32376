/** Milliseconds. */
const times = { first: 1_000, last: 15_000 };

/**
 * Sends what waits, one after the other, until nothing waits. What throws is tried again by itself, later each time; calling it tries at once, and never two at once.
 * @param next what waits longest; @param onEnd called whenever it rests.
 */
export function sendInOrder<Item>(
  next: () => Item | undefined,
  sendOne: (item: Item) => Promise<void>,
  onEnd: () => void,
): () => Promise<void> {
  let [isSending, tryIn] = [false, times.first];
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function send(): Promise<void> {
    if (isSending) return;
    isSending = true;
    clearTimeout(retry);
    try {
      for (let item = next(); item; item = next()) await sendOne(item);
      tryIn = times.first;
    } catch {
      retry = setTimeout(() => void send(), tryIn);
      tryIn = Math.min(tryIn * 2, times.last);
    } finally {
      isSending = false;
      onEnd();
    }
  }
  return send;
}
