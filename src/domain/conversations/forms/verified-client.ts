import { sql } from 'kysely';
import { trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { readVerification } from '../verifications.ts';

/**
 * The card of a client who is known for certain (R-TAB-8): the conversation is linked to it above a claim, and what the visitor brought is proven or signed and
 * identifies that card; or the person who speaks was verified (R-REC-11).
 * @param rootId the conversation as it is read.
 * @returns null for everybody else: they are shown nothing of a card, and change nothing on it.
 */
export async function verifiedClient(tx: Tx, workspaceId: string, rootId: string): Promise<number | null> {
  const { rows } = await sql<{ id: number; isProven: boolean }>`
    select s.id, exists (
      select from conversation part
      join participant p on p.workspace_id = part.workspace_id and p.conversation_id = part.id
      join identifier i on i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
      join contact o on o.workspace_id = i.workspace_id and o.id = i.owner_id
      where part.workspace_id = c.workspace_id and part.root_id = c.id and p.role in ('from', 'also') and p.trust >= ${trustLevel('proven')}
        and o.survivor_id = s.id) as is_proven
    from conversation c
    join contact k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    join contact s on s.workspace_id = k.workspace_id and s.id = k.survivor_id and s.state = 'active'
    where c.workspace_id = ${workspaceId} and c.id = ${rootId} and c.link_trust > ${trustLevel('claimed')}`.execute(tx);
  const [card] = rows;
  if (!card) return null;
  if (card.isProven) return card.id;
  const verification = await readVerification(tx, workspaceId, rootId, card.id);
  return verification?.state === 'verified' ? card.id : null;
}
