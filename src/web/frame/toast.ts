type Undo = string | (() => void) | null | undefined;

interface Shown {
  text: string;
  /** What Undo does: takes back this change, or what a function says; without it there is nothing to undo. */
  undo?: Undo;
}

let shown: Shown | null = null;
let saidAt = 0;
const listeners = new Set<() => void>();

/** Says what happened, bottom left, with Undo where there is one. One at a time: the last one is in the history. */
export function toast(text: string, undo?: Undo): void {
  shown = { text, undo };
  saidAt = Date.now();
  for (const listener of listeners) listener();
}

/** Takes the toast away. */
export function dismiss(): void {
  shown = null;
  for (const listener of listeners) listener();
}

/** For the place where toasts appear. */
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** When something was last said, in milliseconds. */
export function lastSaid(): number {
  return saidAt;
}

/** What is said now. */
export function currentToast(): Shown | null {
  return shown;
}
