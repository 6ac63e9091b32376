import type { Conversation } from '#contract/conversation.ts';
import type { IncomingMessage } from '#contract/incoming-message.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import type { Sealer } from '#domain/identity/sealer.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import { aChannel, type Workspace } from './factory.ts';
import { aMessage } from './message-factory.ts';

/** A channel that messages come in on, as through its door: each delivery reads the channel anew. */
export interface Receiver {
  channelId: string;
  /** Hands a message over; answers its conversation as the workspace's administrator reads it, and what the sender is told. */
  receive(
    item: Partial<IncomingMessage> & Pick<IncomingMessage, 'from'>,
  ): Promise<Conversation & { toldContactId: number | null }>;
}

export async function aReceiver(
  workspace: Workspace,
  given: { kind: string; settings?: Record<string, unknown>; account?: string; queue?: string },
  sealer?: Sealer,
): Promise<Receiver> {
  const channelId = await aChannel(workspace, given);
  return {
    channelId,
    async receive(item) {
      const result = await workspace.within(async (tx) =>
        receiveMessage(tx, await loadChannel(tx, workspace.workspaceId, channelId, sealer), aMessage(item)),
      );
      if (result.result !== 'accepted') throw new Error(JSON.stringify(result));
      const conversation = await workspace.within((tx) => readConversation(tx, workspace.admin, result.conversationId));
      return { ...conversation, toldContactId: result.contactId };
    },
  };
}
