import { useEffect, useRef } from 'react';

/** An empty end of a list: calls once when it comes near the screen, to load more. */
export function WhenSeen({ onSeen }: { onSeen: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;
  useEffect(() => {
    if (!end.current) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) seen.current();
      },
      { rootMargin: '400px' },
    );
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, []);
  return <div ref={end} style={{ height: 1 }} />;
}
