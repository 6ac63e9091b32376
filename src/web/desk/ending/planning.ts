import { createContext, useContext } from 'react';
import type { FollowUp } from '#contract/follow-up.ts';

/** What is planned: a new callback or reminder, or one whose time changes. */
export interface Planned {
  kind: FollowUp['kind'];
  before?: FollowUp;
}

/** Opens the dialog that plans a callback or a reminder, from anywhere in the open conversation. */
export const PlanningContext = createContext<(what: Planned) => void>(() => undefined);

/** What opens it. */
export function usePlanning(): (what: Planned) => void {
  return useContext(PlanningContext);
}
