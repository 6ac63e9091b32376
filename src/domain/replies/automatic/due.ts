import type { Occasion } from '#contract/automatic-replies.ts';
import type { OpenNow } from '../../workspaces/open-now.ts';

/** A conversation in which something is to be said. */
export interface Due {
  conversationId: string;
  queueId: string;
  occasion: Occasion;
  texts: { en?: string | undefined; cs?: string | undefined };
  hours: OpenNow & { timeZone: string | null };
  /** Whether a person asked for it: it may then be the second of the day. */
  isAsked?: boolean;
}
