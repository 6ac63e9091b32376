import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** The number by which the client of a conversation is called: what an operator noted, else what they wrote from, else their card's main one. */
export async function phoneOf(tx: Tx, workspaceId: string, conversationId: string): Promise<string | null> {
  const { rows } = await sql<{ phone: string | null }>`
    select coalesce(nullif(c.details #>> '{client,phone}', ''), (
      select p.display from participant p join conversation part on part.workspace_id = p.workspace_id and part.id = p.conversation_id
      where part.workspace_id = c.workspace_id and part.root_id = c.id and p.kind = 'phone' and p.role in ('from', 'also')
      order by p.role = 'from' desc, p.first_at desc limit 1), (
      select i.display from contact linked join contact_identifier i on i.workspace_id = linked.workspace_id and i.contact_id = linked.survivor_id
      where linked.workspace_id = c.workspace_id and linked.id = c.contact_id and i.kind = 'phone' order by i.main desc, i.place limit 1)) as phone
    from conversation c where c.workspace_id = ${workspaceId} and c.id = ${conversationId}`.execute(tx);
  return rows[0]?.phone ?? null;
}
