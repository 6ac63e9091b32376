import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { KeyAction } from './key-actions.ts';

/** Something that can be done where one is: it stands in the command palette with its key. */
export interface Action {
  name: string;
  icon: Icon;
  key?: string | undefined;
  /** What has that key, where one may change it. */
  of?: KeyAction;
  run: () => void;
}

const offered = new Set<() => Action[]>();

/** Offers what can be done on a part of the screen to the command palette, while that part is shown. */
export function useActions(actions: Action[]): void {
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    const read = () => current.current;
    offered.add(read);
    return () => void offered.delete(read);
  }, []);
}

/** What can be done on the screen as it is now. */
export function currentActions(): Action[] {
  return [...offered].flatMap((read) => read());
}
