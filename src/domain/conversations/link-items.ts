import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { ConversationLink } from './move-conversation.ts';

/** A conversation's link as a change keeps it, with what the history shows of the conversation. Undo compares and restores the link. */
export interface KeptLink extends ConversationLink {
  conversationId: string;
  subject: string | null;
  channel: string;
}

/** A conversation whose link changed. */
export interface LinkChange {
  conversationId: string;
  before: ConversationLink;
  after: ConversationLink;
}

/** The items of a change of link: one on each card it touches, so that it stands in both histories (R-HIS-9). */
export async function linkItems(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  before: ConversationLink,
  after: ConversationLink,
): Promise<TouchedValue[]> {
  return linkItemsOf(tx, workspaceId, [{ conversationId, before, after }]);
}

/** The same of several conversations. */
export async function linkItemsOf(tx: Tx, workspaceId: string, changes: LinkChange[]): Promise<TouchedValue[]> {
  if (changes.length === 0) return [];
  const { rows } = await sql<{ id: string; subject: string | null; channel: string }>`
    select c.id, c.subject, ch.kind as channel from conversation c
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    where c.workspace_id = ${workspaceId} and c.id = any(${changes.map(({ conversationId }) => conversationId)}::uuid[])`.execute(
    tx,
  );
  const shown = new Map(rows.map((row) => [row.id, row]));
  return changes.flatMap(({ conversationId, before, after }) => {
    const { subject = null, channel = '' } = shown.get(conversationId) ?? {};
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
  });
}
