import { useSyncExternalStore } from 'react';
import { deliveredKeys, type KeyAction } from './key-actions.ts';

interface OwnKeys {
  /** Whether single characters act as keys: they can be switched off (WCAG 2.1.4). */
  letters: boolean;
  /** Keys of one's own, by action. */
  keys: Record<string, string>;
}

const stored = 'vizitka-keys';

/** As this browser last knew them, until the server tells. */
let own: OwnKeys = read();
let sequences = sequencesOf();
const listeners = new Set<() => void>();

/** Takes what the server tells: keys on buttons and in lists follow at once. */
export function setOwnKeys({ letters, keys }: OwnKeys): void {
  if (JSON.stringify(own) === JSON.stringify({ letters, keys })) return;
  own = { letters, keys };
  sequences = sequencesOf();
  localStorage.setItem(stored, JSON.stringify(own));
  for (const listener of listeners) listener();
}

export function lettersAct(): boolean {
  return own.letters;
}

/** The key of an action, as `useKeys` names it. */
export function keyOf(action: KeyAction): string {
  return own.keys[action] ?? deliveredKeys[action];
}

/** Whether two letters, one after the other, are the key of something. */
export function isSequence(name: string): boolean {
  return sequences.has(name);
}

/** Prints keys as they are now: `r`, `Ctrl K`; undefined for one that is switched off. The part of the screen follows when they change. */
export function usePrinted(): (action: KeyAction) => string | undefined {
  useSyncExternalStore(subscribe, () => own);
  return (action) => (own.letters || !isCharacter(keyOf(action)) ? printed(keyOf(action)) : undefined);
}

/** A key as it is printed. The single letter l reads like a line, so it is printed large. */
export function printed(key: string): string {
  const [, modifier = '', name = ''] = /^(mod\+|shift\+)?(.+)$/su.exec(key.replace(/^digit(?=\d$)/u, '')) ?? [];
  const large = modifier || name === 'l' || /^f\d/u.test(name) ? name.toUpperCase() : name;
  return `${{ 'mod+': 'Ctrl ', 'shift+': 'Shift ', '': '' }[modifier]}${large}`;
}

/** Whether a key is made of characters alone, which somebody may say or press by mistake (WCAG 2.1.4). */
export function isCharacter(key: string): boolean {
  return !/^(mod\+|f\d)/u.test(key);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function sequencesOf(): Set<string> {
  const all = (Object.keys(deliveredKeys) as KeyAction[]).map(keyOf);
  return new Set(all.filter((key) => key.includes(' ')));
}

function read(): OwnKeys {
  try {
    const { letters = true, keys = {} } = JSON.parse(localStorage.getItem(stored) ?? '{}') as Partial<OwnKeys>;
    return { letters, keys };
  } catch {
    return { letters: true, keys: {} };
  }
}
