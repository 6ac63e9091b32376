import { useSyncExternalStore } from 'react';
import type { Draft } from '#contract/reply.ts';
import type { Failure } from '../../api.ts';
import { type Mark, moveMarks } from './marks.ts';

/** What is being written in a conversation. */
export interface Writing {
  mode: Draft['mode'];
  text: string;
  marks: Mark[];
  /** The client for whom it was begun. */
  contactId: number | null;
  files: File[];
  /** Where the cursor stands, for what is put in from elsewhere. */
  cursor: number;
  /** Of a merged conversation the part that was chosen for the answer; null: where the client wrote last. */
  via: string | null;
  /** Whether the mail that is answered stands below the answer. */
  quote: boolean;
  /** Why what was sent came back. */
  refused: Failure | null;
}

const empty: Writing = {
  mode: 'reply',
  text: '',
  marks: [],
  contactId: null,
  files: [],
  cursor: 0,
  via: null,
  quote: true,
  refused: null,
};
const writings = new Map<string, Writing>();
const listeners = new Set<() => void>();

/** What is being written in a conversation, also while another one is open. */
export function useWriting(id: string): Writing {
  return useSyncExternalStore(subscribe, () => writingOf(id));
}

export function writingOf(id: string): Writing {
  return writings.get(id) ?? empty;
}

export function isBegun(id: string): boolean {
  return writings.has(id);
}

export function changeWriting(id: string, change: Partial<Writing>): void {
  writings.set(id, { ...writingOf(id), ...change });
  for (const listener of listeners) listener();
}

/** Another text by hand; what begins now is for the present client. */
export function typeText(id: string, text: string, cursor: number, contactId: number | null): void {
  const before = writingOf(id);
  const isNew = before.text.trim() === '';
  const marks = moveMarks(before.text, text, before.marks);
  changeWriting(id, { text, cursor, marks, contactId: isNew ? contactId : before.contactId, refused: null });
}

/** Puts a text in: at the cursor, or instead of a stretch. Its marks are counted from its own beginning. */
export function putIn(id: string, given: { text: string; marks?: Mark[]; instead?: Mark; contactId: number | null }) {
  const before = writingOf(id);
  const at = Math.min(before.cursor, before.text.length);
  const { from, to } = given.instead ?? { from: at, to: at };
  const text = before.text.slice(0, from) + given.text + before.text.slice(to);
  typeText(id, text, from + given.text.length, given.contactId);
  const put = (given.marks ?? []).map((mark) => ({ from: mark.from + from, to: mark.to + from }));
  changeWriting(id, { marks: [...writingOf(id).marks, ...put] });
}

/** Takes what was written to send it; the field is empty. */
export function takeWriting(id: string): Writing {
  const taken = writingOf(id);
  changeWriting(id, { ...empty, mode: taken.mode, via: taken.via }); // who wrote a note writes the next one as a note too
  return taken;
}

/** Brings back what was to be sent, before what was written meanwhile. */
export function giveBack(
  id: string,
  { text, files, ...rest }: Pick<Writing, 'text' | 'files' | 'mode' | 'contactId'> & { refused?: Failure | null },
): void {
  const now = writingOf(id);
  const whole = [text, now.text].filter((part) => part !== '').join('\n');
  const marks = text === '' ? now.marks : [];
  changeWriting(id, {
    refused: null,
    ...rest,
    text: whole,
    marks,
    files: [...files, ...now.files],
    cursor: whole.length,
  });
}

const fieldId = 'composer-text';

/** The field where one writes; one conversation is open at a time. */
export const composerField = { id: fieldId, focus: focusField };

/** At once, so that no letter typed behind the key is lost; and once more when what was put in is on the screen, unless somebody types by then. */
function focusField(conversationId: string): void {
  const { text } = writingOf(conversationId);
  const focus = () => {
    const field = document.getElementById(fieldId);
    if (!(field instanceof HTMLTextAreaElement)) return;
    const { cursor } = writingOf(conversationId);
    field.focus();
    field.setSelectionRange(cursor, cursor);
  };
  focus();
  requestAnimationFrame(() => writingOf(conversationId).text === text && focus());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
