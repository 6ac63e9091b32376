import { useState } from 'react';

interface PanelSave {
  /** Nothing is missing or wrong. */
  whole: boolean;
  dirty: boolean;
  pending: boolean;
  /** Saves it; rejects with what the panel then shows where it belongs. */
  put: () => Promise<void>;
}

/**
 * Saving what a panel holds: what is wrong is told from the first try on, nothing is saved twice.
 * @returns `save` answers whether the panel may be left.
 */
export function usePanelSave({ whole, dirty, pending, put }: PanelSave) {
  const [tried, setTried] = useState(false);
  const save = async (): Promise<boolean> => {
    setTried(true);
    if (!whole) return false;
    if (pending || !dirty) return !pending;
    try {
      await put();
      return true;
    } catch {
      return false;
    }
  };
  return { tried, save };
}
