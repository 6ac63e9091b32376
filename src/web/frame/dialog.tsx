import { lazy } from 'react';
import type { DialogProps } from './dialog-window.tsx';
import { WhenOpened } from './when-opened.tsx';

const load = () => import('./dialog-window.tsx').then(({ DialogWindow }) => ({ default: DialogWindow }));
const DialogWindow = lazy(load);

/** A dialog: traps the focus, gives it back, closes by Esc, fills a small screen. */
export function Dialog(props: DialogProps) {
  return (
    <WhenOpened opened={props.opened}>
      <DialogWindow {...props} />
    </WhenOpened>
  );
}

/** Fetches the window of dialogs before anybody asks for it. */
export function preloadDialog(): void {
  setTimeout(() => void load().catch(() => undefined), 1_500); // without a connection it is fetched when it is needed
}
