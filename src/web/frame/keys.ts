import { useEffect, useRef } from 'react';

/** What a key does; false says that it did nothing, so that the next listener may have it. */
export type KeyAction = (event: KeyboardEvent) => unknown;

const lettersKey = 'vizitka-letters';

/** Whether single letters act as keys: they can be switched off (WCAG 2.1.4). */
export function lettersAct(): boolean {
  return localStorage.getItem(lettersKey) !== 'off';
}

export function setLettersAct(act: boolean): void {
  localStorage.setItem(lettersKey, act ? 'on' : 'off');
}

/**
 * Keys of a part of the screen while it is shown, in lower case: `j`, `shift+x`, `g d`, `mod+s` (Ctrl or ⌘), `f3`, `digit1` (the physical
 * key, so that it works on a Czech keyboard). Single keys act outside of fields only, and none acts behind an open dialog (one that closes is open no more). Inner parts come first.
 */
export function useKeys(keys: Record<string, KeyAction>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event, current.current);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** The same inside an open dialog: for its content, which is there only while it is open. */
export function useDialogKeys(keys: Record<string, KeyAction>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event, current.current, true);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

let leader = { key: '', at: 0 };
document.addEventListener('keyup', (event) => {
  if (/^[a-z]$/iu.test(event.key)) leader = { key: event.key.toLowerCase(), at: event.timeStamp };
});

function act(event: KeyboardEvent, keys: Record<string, KeyAction>, inDialog = false): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (!inDialog && isBehindDialog(event)) return;
  for (const name of namesOf(event)) {
    const action = keys[name];
    if (!action || (!/^mod\+|^f\d/u.test(name) && !mayAct(event))) continue;
    if (action(event) !== false) {
      event.preventDefault();
      return;
    }
  }
}

/** A dialog that closes is open no more, but for the Escape that closes it: that acts once. */
function isBehindDialog({ key }: KeyboardEvent): boolean {
  const open = key === 'Escape' ? '[aria-modal="true"]' : '[aria-modal="true"]:not([data-closing])';
  return document.querySelector(open) !== null;
}

function namesOf(event: KeyboardEvent): string[] {
  if (event.altKey) return [];
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return [`mod+${key}`];
  if (event.shiftKey && /^[a-z]$/u.test(key)) return [`shift+${key}`];
  const led = leader.key && event.timeStamp - leader.at < 1_000 ? [`${leader.key} ${key}`] : [];
  return [...led, event.code.toLowerCase(), key];
}

/** Where letters are written, or choose by themselves. A box to tick takes the space bar alone. */
const fields =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], [role="menu"]';

function mayAct(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (target.closest(fields)) return false;
  if (event.key === 'Enter' && target.closest('a, button, summary')) return false;
  return event.key.length > 1 || event.key === '/' || event.key === '?' || lettersAct();
}
