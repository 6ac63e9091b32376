import type { Tx } from '#db/database.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { ConversationLink } from './move-conversation.ts';

/** A conversation's link as a change keeps it, with what the history shows of the conversation. Undo compares and restores the link. */
export interface KeptLink extends ConversationLink {
  conversationId: string;
  subject: string | null;
  channel: string;
}

/** The items of a change of link: one on each card it touches, so that it stands in both histories (R-HIS-9). */
export async function linkItems(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  before: ConversationLink,
  after: ConversationLink,
): Promise<TouchedValue[]> {
  const { subject, channel } = await tx
    .selectFrom('conversation')
    .innerJoin('channel', (join) =>
      join
        .onRef('channel.workspaceId', '=', 'conversation.workspaceId')
        .onRef('channel.id', '=', 'conversation.channelId'),
    )
    .select(['conversation.subject', 'channel.kind as channel'])
    .where('conversation.workspaceId', '=', workspaceId)
    .where('conversation.id', '=', conversationId)
    .executeTakeFirstOrThrow();
  const kept = ({ contactId, link, linkTrust, linkBy }: ConversationLink): KeptLink => ({
    conversationId,
    contactId,
    link,
    linkTrust,
    linkBy,
    subject,
    channel,
  });
  const cards = [...new Set([before.contactId, after.contactId])].filter((card) => card !== null);
  return (cards.length > 0 ? cards : [null]).map((contactId) => ({
    contactId,
    target: 'link',
    before: kept(before),
    after: kept(after),
  }));
}
