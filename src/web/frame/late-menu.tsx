import type { MenuProps } from '@mantine/core';
import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import type { LoadedMenu as Loaded } from './loaded-menu.tsx';
import { useLateLoad } from './use-late-load.ts';

const load = () => import('./loaded-menu.tsx').then((room) => ({ default: room.LoadedMenu }));
const LoadedMenu = lazy(load);

/** What a menu is made of, which comes with it. */
export type MenuParts = Parameters<Parameters<typeof Loaded>[0]['children']>[0];
type Button = ReactElement<React.ComponentProps<'button'>>;

interface LateMenuProps extends Omit<MenuProps, 'children' | 'opened' | 'onChange' | 'defaultOpened'> {
  /** The button that opens it. */
  target: Button;
  /** Its rows. */
  children: (parts: MenuParts) => ReactNode;
  /** The class of its paper. */
  paper?: string;
  /** Whether it is open, for who opens it otherwise too. */
  opened?: boolean;
  onChange?: (opened: boolean) => void;
  /** Whether it opens by itself. */
  defaultOpened?: boolean;
}

/**
 * A menu that no paint waits for: its button stands there alone until it opens for the first time. The code, the same for all menus, comes when nothing else
 * is to do.
 */
export function LateMenu({ target, children, opened: given, onChange, defaultOpened = false, ...menu }: LateMenuProps) {
  const [own, setOwn] = useState(defaultOpened);
  const [wanted, want] = useState(false);
  useLateLoad(load);
  const opened = given ?? own;
  if (opened && !wanted) want(true);
  const change = (next: boolean) => {
    setOwn(next);
    onChange?.(next);
  };
  const still = cloneElement(target, {
    onClick: () => change(true),
    'aria-haspopup': 'menu',
    'aria-expanded': opened,
  });
  if (!wanted) return still;
  return (
    <Suspense fallback={still}>
      <LoadedMenu {...menu} target={target} opened={opened} onChange={change}>
        {children}
      </LoadedMenu>
    </Suspense>
  );
}
