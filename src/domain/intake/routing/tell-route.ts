import type { Tx } from '#db/database.ts';
import { tellEvent } from '../../conversations/desk/tell.ts';
import type { FoundConversation } from '../found-conversation.ts';
import type { LoadedChannel } from '../load-channel.ts';
import { silentSince } from '../silence.ts';

/**
 * Says in a conversation that begins which rule brought it to its queue (R-DSK-1): the rule by name, never the queue, which others may read of later. One that was
 * over when it came says nothing.
 */
export async function tellRoute(
  tx: Tx,
  channel: LoadedChannel,
  { rootId, begins }: FoundConversation,
  at: Date,
): Promise<void> {
  if (begins?.routedBy == null || at < silentSince(channel)) return;
  const system = { type: 'system' as const, workspaceId: channel.workspaceId, id: null, name: null };
  await tellEvent(tx, system, rootId, { code: 'routed', reason: begins.routedBy });
}
