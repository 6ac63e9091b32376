import type { Invitation } from '#contract/visitor.ts';

/** An invitation as a visitor's row keeps it. */
export interface KeptInvitation {
  text: string;
  by: { id: string; name: string };
  /** ISO 8601. */
  at: string;
  state: 'asked' | 'accepted' | 'declined';
}

/** Milliseconds after which nobody answers any more. */
const patience = 2 * 60_000;

/** What became of it until now. It may still be accepted when it counts as ignored. */
export function toldInvitation(kept: KeptInvitation, isHere: boolean, now: number): Invitation {
  const isIgnored = kept.state === 'asked' && (!isHere || now - Date.parse(kept.at) > patience);
  return { ...kept, state: isIgnored ? 'ignored' : kept.state };
}
