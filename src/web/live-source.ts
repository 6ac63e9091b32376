/** What is heard on a stream of events. */
interface Listener {
  onOpen(): void;
  /** The connection broke, or was refused; it is opened again by itself. */
  onBreak(): void;
  onMessage(data: string): void;
  /** Events with a name of their own. */
  named: Record<string, () => void>;
}

const shortest = 500;
const longest = 8_000;

/**
 * Listens to a stream of events until it is closed. An EventSource comes back after a broken line, but gives up for good when the server turns it away
 * with any status but 200 (HTML standard, 9.2.3), as one does that is just starting or stopping: then a new one is opened, later each time.
 * @returns how to close it.
 */
export function listenTo(url: string, { onOpen, onBreak, onMessage, named }: Listener): () => void {
  let wait = shortest;
  let again: ReturnType<typeof setTimeout> | undefined;
  let stream = open();

  function open(): EventSource {
    const source = new EventSource(url);
    source.onopen = () => {
      wait = shortest;
      onOpen();
    };
    source.onerror = () => {
      onBreak();
      if (source.readyState !== EventSource.CLOSED) return;
      again = setTimeout(() => {
        stream = open();
      }, wait);
      wait = Math.min(wait * 2, longest);
    };
    source.onmessage = ({ data }) => onMessage(data as string);
    for (const [name, hear] of Object.entries(named)) source.addEventListener(name, hear);
    return source;
  }

  return () => {
    clearTimeout(again);
    stream.close();
  };
}
