import { useSyncExternalStore } from 'react';
import { api } from '../api.ts';
import { currentWorkspace } from '../workspace.ts';
import { type SendFailure, sendMailbox } from './send-mailbox.ts';

/** The import that this page follows. It outlives every room of the app, so that one can go on working. */
export interface CurrentImport {
  /** The workspace it belongs to. */
  slug: string;
  name: string;
  /** The file is at hand to be sent again, unless the import was begun elsewhere. */
  file: File | null;
  own: string[];
  size: number;
  sent: number;
  /** The server's id for it, once all of the file is there. */
  id: string | null;
  failure: SendFailure | null;
  /** Its end was read: nothing more to show of it. */
  seen: boolean;
}

interface Shown {
  opened: boolean;
  current: CurrentImport | null;
}

let shown: Shown = { opened: false, current: null };
let stop = new AbortController();
const listeners = new Set<() => void>();

/** What is shown of imports in this workspace. */
export function useCurrentImport(slug: string): Shown {
  const { opened, current } = useSyncExternalStore(subscribe, () => shown);
  return { opened, current: current?.slug === slug ? current : null };
}

/** Shows the import under way, or asks for a file. */
export function openImport(): void {
  show({ opened: true, current: shown.current?.seen ? null : shown.current });
}

/** @param seen whether its end was read, so that it need not stay in the corner. */
export function closeImport(seen: boolean): void {
  show({ opened: false });
  if (seen) change({ seen });
}

/** Sends a file; the place where imports are shown follows it from there. */
export async function startImport(file: File, own: string[]): Promise<void> {
  const mine = new AbortController();
  stop = mine;
  const { name, size } = file;
  show({ current: { slug: currentWorkspace(), name, file, own, size, sent: 0, id: null, failure: null, seen: false } });
  addEventListener('beforeunload', askBeforeLeaving);
  try {
    const onBytes = (bytes: number) => change({ sent: Math.min(bytes, size) });
    const id = await sendMailbox(file, own, { onBytes, signal: mine.signal });
    change({ id, sent: size });
  } catch (failure) {
    if (failure === null) forgetImport();
    else change({ failure: failure as SendFailure });
  } finally {
    removeEventListener('beforeunload', askBeforeLeaving);
  }
}

/** Follows an import that was begun elsewhere: in another window, or before this page was loaded. */
export function followImport({ id, name, bytes }: { id: string; name: string; bytes: number }): void {
  const slug = currentWorkspace();
  show({ current: { slug, name, file: null, own: [], size: bytes, sent: bytes, id, failure: null, seen: false } });
}

/** Ends the import: what was kept stays. */
export async function stopImport(): Promise<void> {
  const { current } = shown;
  if (current?.id) await api.imports.cancel({ id: current.id });
  else stop.abort();
}

/** Nothing more to show of it. */
export function forgetImport(): void {
  show({ current: null });
}

function change(more: Partial<CurrentImport>): void {
  if (shown.current) show({ current: { ...shown.current, ...more } });
}

function show(more: Partial<Shown>): void {
  shown = { ...shown, ...more };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
