import { useSyncExternalStore } from 'react';
import type { Writing } from './writing.ts';

/** What left the field and is not kept by the server yet. Its id is the reply's: however often it is tried, it is one reply. */
export interface Pending extends Pick<Writing, 'mode' | 'text' | 'files' | 'contactId' | 'via' | 'quote'> {
  id: string;
  conversationId: string;
  at: string;
  /** Nobody answered, again and again: it waits for *Try again*. */
  failed: boolean;
}

let pending: Pending[] = [];
const listeners = new Set<() => void>();
const none: Pending[] = [];
const perConversation = new Map<string, Pending[]>();

/** What of a conversation is on its way, oldest first. */
export function usePending(conversationId: string): Pending[] {
  return useSyncExternalStore(subscribe, () => perConversation.get(conversationId) ?? none);
}

/** Puts one in, or says how far it is. */
export function putPending(one: Pending): void {
  const isThere = pending.some(({ id }) => id === one.id);
  change(isThere ? pending.map((other) => (other.id === one.id ? one : other)) : [...pending, one]);
}

export function removePending(id: string): void {
  change(pending.filter((one) => one.id !== id));
}

/** An id for a reply, a note or a form (RFC 9562, version 4), also where the page is not served over https. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}

function change(next: Pending[]): void {
  pending = next;
  perConversation.clear();
  for (const one of pending)
    perConversation.set(one.conversationId, [...(perConversation.get(one.conversationId) ?? []), one]);
  window.removeEventListener('beforeunload', stay);
  if (pending.length > 0) window.addEventListener('beforeunload', stay);
  for (const listener of listeners) listener();
}

function stay(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
