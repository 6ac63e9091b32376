import { useSyncExternalStore } from 'react';
import type { Import } from '#contract/import.ts';
import { api } from '../api.ts';
import { currentWorkspace } from '../workspace.ts';
import { type SendFailure, sendFile } from './send-file.ts';

/** What a file holds: mail, or contacts. */
export type ImportKind = Import['kind'];

/** The import that this page follows. It outlives every room of the app, so that one can go on working. */
export interface CurrentImport {
  kind: ImportKind;
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
  /** The dialog that is open: that of mail, or that of contacts. */
  opened: ImportKind | null;
  current: CurrentImport | null;
}

let shown: Shown = { opened: null, current: null };
let stop = new AbortController();
const listeners = new Set<() => void>();

/** What is shown of imports in this workspace. */
export function useCurrentImport(slug: string): Shown {
  const { opened, current } = useSyncExternalStore(subscribe, () => shown);
  return { opened, current: current?.slug === slug ? current : null };
}

/** Shows the import under way, or asks for a file. A file of contacts that is there already is shown on a page of its own. */
export function openImport(kind: ImportKind): void {
  const { current } = shown;
  const isOther = current !== null && (current.seen || current.kind !== kind || (kind === 'contacts' && current.id));
  show({ opened: kind, current: isOther ? null : current });
}

/** @param seen whether its end was read, so that it need not stay in the corner. */
export function closeImport(seen: boolean): void {
  show({ opened: null });
  if (seen) change({ seen });
}

/** Sends a file; the place where imports are shown follows it from there. */
export async function startImport(kind: ImportKind, file: File, own: string[] = []): Promise<void> {
  const mine = new AbortController();
  stop = mine;
  const { name, size } = file;
  const slug = currentWorkspace();
  show({ current: { kind, slug, name, file, own, size, sent: 0, id: null, failure: null, seen: false } });
  addEventListener('beforeunload', askBeforeLeaving);
  try {
    const onBytes = (bytes: number) => change({ sent: Math.min(bytes, size) });
    const id = await sendFile(kind, file, own, { onBytes, signal: mine.signal });
    change({ id, sent: size });
  } catch (failure) {
    if (failure === null) forgetImport();
    else change({ failure: failure as SendFailure });
  } finally {
    removeEventListener('beforeunload', askBeforeLeaving);
  }
}

/** Follows an import that was begun elsewhere: in another window, or before this page was loaded. */
export function followImport({ kind, id, name, bytes }: Pick<Import, 'kind' | 'id' | 'name' | 'bytes'>): void {
  if (shown.current?.id === id) return;
  const slug = currentWorkspace();
  show({
    current: { kind, slug, name, file: null, own: [], size: bytes, sent: bytes, id, failure: null, seen: false },
  });
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
