import type { LinkReason } from '#contract/link.ts';
import type { ClientNote } from '../client-note.ts';

/** What is noted of an unknown client and what follows of it, as a change keeps it. */
export interface NotedClient {
  conversationId: string;
  client: ClientNote | null;
  link: LinkReason | null;
}
