import { useState } from 'react';

export interface Draft<Values extends object> {
  /** What was given, with what was changed on top. */
  values: Values;
  /** Only what differs from what was given. */
  changes: Partial<Values>;
  dirty: boolean;
  set: (more: Partial<Values>) => void;
  reset: () => void;
}

/** The values of a form while somebody changes them: what was given may come anew underneath, what was changed stays. */
export function useDraft<Values extends object>(given: Values): Draft<Values> {
  const [changed, setChanged] = useState<Partial<Values>>({});
  const differing = (Object.keys(changed) as (keyof Values)[]).filter(
    (key) => JSON.stringify(changed[key]) !== JSON.stringify(given[key]),
  );
  const changes: Partial<Values> = {};
  for (const key of differing) changes[key] = changed[key];
  return {
    values: { ...given, ...changed },
    changes,
    dirty: differing.length > 0,
    set: (more) => setChanged((before) => ({ ...before, ...more })),
    reset: () => setChanged({}),
  };
}
