import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Locks of the browser are there in safe surroundings alone: https, or one's own machine. Elsewhere each tab is the only one. */
const locks = 'locks' in navigator ? navigator.locks : null;

/** Whether this tab is the one of several that sounds and notifies: the first, and after it the next one. */
export function useLeadingTab(slug: string): boolean {
  const [leads, setLeads] = useState(locks === null);
  useEffect(() => hold(`vizitka alerts ${slug}`, 'exclusive', () => setLeads(true)), [slug]);
  return leads;
}

/** Marks this tab while it is seen, with the conversation that stands open in it, for the tab that notifies. */
export function useOpenMark(slug: string): void {
  const { id = '' } = useParams({ strict: false });
  const [isSeen, setIsSeen] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setIsSeen(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  useEffect(() => (isSeen ? hold(seenMark(slug), 'shared') : undefined), [slug, isSeen]);
  useEffect(() => (isSeen && id ? hold(seenMark(slug, id), 'shared') : undefined), [slug, isSeen, id]);
}

/** Whether some tab of the desk is seen; with an id, with this conversation open in it. */
export async function isSeenAnywhere(slug: string, id?: string): Promise<boolean> {
  if (!locks) return document.visibilityState === 'visible' && (!id || location.pathname.endsWith(id));
  const { held = [] } = await locks.query();
  return held.some(({ name }) => name === seenMark(slug, id));
}

function seenMark(slug: string, id = ''): string {
  return `vizitka seen ${slug} ${id}`;
}

/** Holds a lock from when it is free until the returned function is called. */
function hold(name: string, mode: LockMode, onHeld?: () => void): () => void {
  const gone = new AbortController();
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void locks
    ?.request(name, { mode, signal: gone.signal }, () => {
      onHeld?.();
      return held;
    })
    .catch(() => undefined); // given up before it was free
  return () => {
    gone.abort();
    release?.();
  };
}
