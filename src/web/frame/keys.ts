import { useEffect, useRef } from 'react';
import { isKeyAction, type KeyAction } from './key-actions.ts';
import { isSequence, keyOf, lettersAct } from './own-keys.ts';

/** What a key does; false says that it did nothing, so that the next listener may have it. */
type Act = (event: KeyboardEvent) => unknown;

const shown = new Set<{ current: Record<string, Act> }>();

/**
 * Keys of a part of the screen while it is shown: by action (key-actions.ts), whose key may be one's own, or, where it is the same for everybody, by the
 * key itself, in lower case: `enter`, `mod+enter` (Ctrl or ⌘), `f6`, `digit4` (the physical key, so that it works on a Czech keyboard). Single keys act
 * outside of fields only, and none acts behind an open dialog (one that closes is open no more). Inner parts come first.
 */
export function useKeys(keys: Record<string, Act>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event, current.current);
    document.addEventListener('keydown', listen);
    shown.add(current);
    return () => {
      document.removeEventListener('keydown', listen);
      shown.delete(current);
    };
  }, []);
}

/** What has a key on the screen as it is now: for the command palette. */
export function keyedActions(): { action: KeyAction; run: () => void }[] {
  return [...shown].flatMap(({ current }) =>
    Object.entries(current).flatMap(([action, run]) =>
      isKeyAction(action) ? { action, run: () => void run(new KeyboardEvent('keydown')) } : [],
    ),
  );
}

/** The same inside an open dialog: for its content, which is there only while it is open. */
export function useDialogKeys(keys: Record<string, Act>): void {
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

function act(event: KeyboardEvent, keys: Record<string, Act>, inDialog = false): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (!inDialog && isBehindDialog(event)) return;
  const byKey = new Map(Object.entries(keys).map(([name, does]) => [isKeyAction(name) ? keyOf(name) : name, does]));
  for (const name of namesOf(event)) {
    const action = byKey.get(name);
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
  const led = `${leader.key} ${key}`;
  if (leader.key && event.timeStamp - leader.at < 1_000 && isSequence(led)) return [led];
  return [event.code.toLowerCase(), key];
}

/** Where letters are written, or choose by themselves. A box to tick takes the space bar alone. */
const fields =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], [role="menu"]';

function mayAct(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (target.closest(fields)) return false;
  if (event.key === 'Enter' && target.closest('a, button, summary')) return false;
  return event.key.length > 1 || lettersAct();
}
