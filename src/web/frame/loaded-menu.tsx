import { Menu, type MenuProps } from '@mantine/core';
import { cloneElement, type ReactElement, type ReactNode } from 'react';
import { Choice, DropMenu } from './menu.tsx';
import { useOpening } from './use-opening.ts';

const parts = { Menu, Choice };

interface LoadedMenuProps extends Omit<MenuProps, 'children'> {
  target: ReactElement<React.ComponentProps<'button'>>;
  children: (of: typeof parts) => ReactNode;
  paper?: string;
  opened: boolean;
}

/** A late menu once its code is there, see `LateMenu`. */
export function LoadedMenu({ target, children, paper, opened, ...menu }: LoadedMenuProps) {
  const [button, ready] = useOpening();
  return (
    <DropMenu {...menu} opened={opened && ready}>
      <Menu.Target>{cloneElement(target, { ref: button })}</Menu.Target>
      <Menu.Dropdown className={paper}>{children(parts)}</Menu.Dropdown>
    </DropMenu>
  );
}
