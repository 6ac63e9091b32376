import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface FoldButtonProps {
  open: boolean;
  /** The id of what it shows. */
  controls: string;
  onToggle: () => void;
  children: ReactNode;
}

/** *2 changes*, with what they are folded behind it. */
export function FoldButton({ open, controls, onToggle, children }: FoldButtonProps) {
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      className="btn link sm"
      aria-expanded={open}
      aria-controls={open ? controls : undefined}
      onClick={onToggle}
    >
      {children}
      <Chevron className="i-14" aria-hidden />
    </button>
  );
}
