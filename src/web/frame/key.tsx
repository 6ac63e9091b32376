import type { KeyAction } from './key-actions.ts';
import { usePrinted } from './own-keys.ts';

/** The key of an action, on its button; nothing while it is switched off. */
export function Key({ of }: { of: KeyAction }) {
  const key = usePrinted()(of);
  return key ? <kbd>{key}</kbd> : null;
}
