import { type ReactNode, useId } from 'react';

interface ComparedRowProps {
  label: string;
  /** There is something to choose in it. */
  choice?: boolean;
  className?: string;
  children: ReactNode;
}

/** One row of a comparison: its field, left, right, and what there is after the merge. */
export function ComparedRow({ label, choice, className = '', children }: ComparedRowProps) {
  const id = useId();
  return (
    <fieldset className={`fr ${className}`} data-choice={choice || undefined} aria-labelledby={id}>
      <span className="lab" id={id}>
        {label}
      </span>
      {children}
    </fieldset>
  );
}
