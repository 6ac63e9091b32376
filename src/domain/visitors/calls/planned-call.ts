import { sql } from 'kysely';
import type { PlannedCall } from '#contract/widget.ts';
import type { Tx } from '#db/database.ts';
import { isOf, type Visitor } from '../visitor.ts';

/** The call that a visitor waits for; null for none. */
export async function plannedCall(tx: Tx, visitor: Visitor): Promise<PlannedCall | null> {
  const { rows } = await sql<{ id: string; dueAt: Date; until: Date | null; phone: string | null }>`
    select f.id, f.due_at, f.until, f.phone from conversation c
    join follow_up f on f.workspace_id = c.workspace_id and f.conversation_id in (c.id, c.root_id)
    where ${isOf(visitor)} and f.kind = 'callback' and f.state in ('planned', 'due') and f.planned_by ->> 'type' = 'channel'
    order by f.due_at limit 1`.execute(tx);
  const [found] = rows;
  if (!found) return null;
  const { id, dueAt, until, phone } = found;
  return { id, from: dueAt.toISOString(), until: until?.toISOString() ?? null, phone: phone ?? '' };
}
