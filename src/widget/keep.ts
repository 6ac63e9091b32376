import type { Session } from '#contract/widget.ts';
import type { Unsent } from './outbox.ts';

/** What outlives a reload of the page, in this tab alone. */
export interface Kept {
  session: Session | null;
  unsent: Unsent[];
  draft: string;
  isOpen: boolean;
  /** The time of the last answer that the visitor saw. */
  seenAt: string;
}

/** What outlives the tab, once the visitor has agreed. */
interface Remembered {
  browser: string;
  token: string;
}

/**
 * Where the widget keeps things: no cookies; the session in the tab, and beyond it nothing unless the visitor agreed. A browser that keeps nothing at all (blocked
 * storage) is one that is new after every reload.
 */
export function openKeep(channel: string) {
  const key = `vizitka:${channel}`;
  const empty: Kept = { session: null, unsent: [], draft: '', isOpen: false, seenAt: '' };
  const kept: Kept = { ...empty, ...read<Partial<Kept>>(() => sessionStorage, key) };
  return {
    kept,
    /** Keeps it as it is now. A message whose files do not fit is kept without them. */
    save() {
      if (write(() => sessionStorage, key, kept)) return;
      const unsent = kept.unsent.map((one) => ({ ...one, attachments: [], isWithout: one.attachments.length > 0 }));
      write(() => sessionStorage, key, { ...kept, unsent });
    },
    remembered: () => read<Remembered>(() => localStorage, key),
    remember: ({ browser, token }: Remembered) => void write(() => localStorage, key, { browser, token }),
    forget: () => void attempt(() => localStorage.removeItem(key)),
  };
}

export type Keep = ReturnType<typeof openKeep>;

function read<Value>(storage: () => Storage, key: string): Value | null {
  return attempt(() => JSON.parse(storage().getItem(key) ?? 'null') as Value | null) ?? null;
}

function write(storage: () => Storage, key: string, value: unknown): boolean {
  return (
    attempt(() => {
      storage().setItem(key, JSON.stringify(value));
      return true;
    }) ?? false
  );
}

// Storage may be switched off or full, and each of its members throws then.
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
