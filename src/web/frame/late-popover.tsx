import { cloneElement, lazy, Suspense, useState } from 'react';
import type { LoadedPopoverProps } from './loaded-popover.tsx';
import { useLateLoad } from './use-late-load.ts';

const load = () => import('./loaded-popover.tsx').then((room) => ({ default: room.LoadedPopover }));
const LoadedPopover = lazy(load);

/** A paper that a button opens, with anything on it: traps the focus, gives it back. No paint waits for its code; the button stands there alone until then. */
export function LatePopover(props: LoadedPopoverProps) {
  const [wanted, want] = useState(false);
  useLateLoad(load);
  if (props.opened && !wanted) want(true);
  const still = cloneElement(props.target, { 'aria-haspopup': 'dialog', 'aria-expanded': props.opened });
  if (!wanted) return still;
  return (
    <Suspense fallback={still}>
      <LoadedPopover {...props} />
    </Suspense>
  );
}
