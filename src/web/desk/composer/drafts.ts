import { useEffect } from 'react';
import { api } from '../../api.ts';
import { useMe } from '../../frame/use-me.ts';
import { changeWriting, isBegun, writingOf } from './writing.ts';

const turns = new Map<string, Promise<unknown>>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
let writer = '';

/** One after the other per conversation: a draft saved late must not come back after its reply left. */
export function inTurn<Result>(id: string, task: () => Promise<Result>): Promise<Result> {
  const now = (turns.get(id) ?? Promise.resolve()).then(task);
  turns.set(
    id,
    now.catch(() => undefined),
  );
  return now;
}

/** Saves what is written when the keys rest for half a second; until then this tab remembers it by itself. */
export function saveSoon(id: string): void {
  const { mode, text, contactId } = writingOf(id);
  sessionStorage.setItem(keyOf(id), JSON.stringify({ mode, text, contactId }));
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => saveNow(id), 500),
  );
}

/** What is written is on its way as a reply: no draft of it is saved any more. */
export function forgetDraft(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  sessionStorage.removeItem(keyOf(id));
}

function saveNow(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  void inTurn(id, async () => {
    const { mode, text, contactId } = writingOf(id);
    await api.conversations.saveDraft({ id, mode, text, contactId });
    if (!timers.has(id)) sessionStorage.removeItem(keyOf(id));
  }).catch(() => undefined); // this tab remembers it, and the next letter tries again
}

/** Reads the draft of a conversation when it opens, and saves what is left when it is left. */
export function useDraft(id: string): void {
  const me = useMe();
  useEffect(() => {
    if (!me) return;
    writer = me.id;
    if (!isBegun(id)) void begin(id);
    const leave = () => timers.has(id) && saveNow(id);
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      leave();
    };
  }, [id, me]);
}

async function begin(id: string): Promise<void> {
  const unsaved = sessionStorage.getItem(keyOf(id));
  if (unsaved) {
    const { mode, text, contactId } = JSON.parse(unsaved);
    changeWriting(id, { mode, text, contactId, cursor: text.length });
    saveSoon(id);
    return;
  }
  const draft = await api.conversations.draft({ id }).catch(() => null);
  if (!draft || draft.text === '') return;
  const { mode, text, contactId } = draft;
  const typed = writingOf(id).text; // meanwhile
  const whole = typed === '' || typed === text ? text : `${text}\n${typed}`;
  changeWriting(id, { mode, text: whole, contactId, cursor: whole.length });
}

function keyOf(id: string): string {
  return `vizitka-draft ${writer} ${id}`;
}
