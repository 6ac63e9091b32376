import { Popover } from '@mantine/core';
import { cloneElement, type ReactElement, type ReactNode } from 'react';
import { useOpening } from './use-opening.ts';

export interface LoadedPopoverProps {
  /** The button; it opens and closes the paper itself. */
  target: ReactElement<React.ComponentProps<'button'>>;
  children: ReactNode;
  opened: boolean;
  onChange: (opened: boolean) => void;
  width: number;
  position: 'top-start' | 'bottom-end';
  /** The class of the paper, and its name for who does not see it. */
  paper: string;
  label: string;
  /** Whether the paper itself has the focus first, to be read. */
  focusPaper?: boolean;
}

/** A late paper once its code is there, see `LatePopover`. */
export function LoadedPopover({ target, children, opened, paper, label, focusPaper, ...more }: LoadedPopoverProps) {
  const [button, ready] = useOpening();
  return (
    <Popover
      {...more}
      opened={opened && ready}
      trapFocus
      returnFocus
      shadow="none"
      classNames={{ dropdown: `pop ${paper}` }}
    >
      <Popover.Target>{cloneElement(target, { ref: button })}</Popover.Target>
      <Popover.Dropdown aria-label={label} {...(focusPaper && { tabIndex: -1, 'data-autofocus': true })}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
