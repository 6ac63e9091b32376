import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { keepPart } from '../desk/desk-conversation.ts';

/** Who collaborates since a merge, and what they were in the target before it: nothing, who took part, or who may look until a time. */
export interface Joined {
  id: string;
  name: string;
  had: { until: string | null } | null;
}

/** Whether the operator `o` may know of the queue `q`. */
const mayKnow = sql`(q.readers <> 'hidden' or o.role = 'administrator' or exists (select from queue_member m
  where m.workspace_id = q.workspace_id and m.queue_id = q.id and m.operator_id = o.id))`;

/**
 * Who has the target after a merge since they have the other: where nobody has the target and it is not open, and never who may not know of it (R-HIS-5, third
 * kind), nor of one that is closed while the target waits.
 */
export async function heirTo(
  tx: Tx,
  workspaceId: string,
  { conversationId, other }: { conversationId: string; other: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select o.id from conversation theirs
    join conversation root on root.workspace_id = theirs.workspace_id and root.id = ${conversationId}
    join queue q on q.workspace_id = root.workspace_id and q.id = root.queue_id
    join operator o on o.workspace_id = theirs.workspace_id and o.removed_at is null and o.id = theirs.assignee_id
    where theirs.workspace_id = ${workspaceId} and theirs.id = ${other} and root.assignee_id is null and root.state <> 'open'
      and (theirs.state <> 'closed' or root.state = 'closed') and ${mayKnow}`.execute(tx);
  return rows[0]?.id ?? null;
}

/**
 * Who works on the other conversation and not yet on the target: they collaborate when the two read as one. Nobody of one that is closed, and nobody who
 * may not know of the target (R-HIS-5, third kind). `keeper` has the target afterwards.
 */
export async function operatorsToJoin(
  tx: Tx,
  workspaceId: string,
  { conversationId, other, keeper }: { conversationId: string; other: string; keeper: string | null },
): Promise<Joined[]> {
  const { rows } = await sql<Joined>`
    select o.id, o.name, case when t.operator_id is not null then json_build_object('until', t.until) end as had
    from conversation theirs
    join conversation root on root.workspace_id = theirs.workspace_id and root.id = ${conversationId}
    join queue q on q.workspace_id = root.workspace_id and q.id = root.queue_id
    join operator o on o.workspace_id = theirs.workspace_id and o.removed_at is null and (o.id = theirs.assignee_id or exists (
      select from conversation_operator p where p.workspace_id = o.workspace_id and p.operator_id = o.id and p.conversation_id = theirs.id and p.collaborates))
    left join conversation_operator t on t.workspace_id = o.workspace_id and t.operator_id = o.id and t.conversation_id = root.id
    where theirs.workspace_id = ${workspaceId} and theirs.id = ${other} and theirs.state <> 'closed'
      and o.id is distinct from ${keeper}::uuid and not coalesce(t.collaborates, false)
      and ${mayKnow}
    order by o.name, o.id`.execute(tx);
  return rows;
}

/** Makes them collaborators, and lets who has it since the merge read it: they took part in it from now on. */
export async function joinOperators(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  { joined, heir }: { joined: Joined[]; heir: string | null },
): Promise<void> {
  if (heir !== null) await keepPart(tx, workspaceId, conversationId, heir);
  for (const { id } of joined) await keepPart(tx, workspaceId, conversationId, id, true);
}

/** Makes them what they were; who left or was removed meanwhile stays so. */
export async function partOperators(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  joined: Joined[],
): Promise<void> {
  for (const { id, had } of joined) {
    const row = sql`workspace_id = ${workspaceId} and operator_id = ${id} and conversation_id = ${conversationId} and collaborates`;
    if (had === null) await sql`delete from conversation_operator where ${row}`.execute(tx);
    else
      await sql`update conversation_operator set collaborates = false, until = ${had.until}::timestamptz where ${row}`.execute(
        tx,
      );
  }
}
