import { type ReactNode, Suspense, useState } from 'react';

/** Holds a dialog whose code comes when it is opened for the first time; afterwards it stays, so that it closes calmly. */
export function WhenOpened({ opened, children }: { opened: boolean; children: ReactNode }) {
  const [wanted, want] = useState(false);
  if (opened && !wanted) want(true);
  return wanted ? <Suspense>{children}</Suspense> : null;
}
