import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { may, mayRead, seesEverything } from '../operators/policy.ts';

/**
 * Deleting, merging and splitting cards with conversations that one may not see needs the supervisor's right (R-HIS-5).
 * @param cards survivors; the conversations of those merged into them count.
 * @throws FORBIDDEN with the message given, which says neither why nor how many.
 */
export async function refuseHidden(tx: Tx, actor: Actor, cards: number[], message: string): Promise<void> {
  if (cards.length === 0 || may(actor, 'changeCardsWithHiddenConversations') || seesEverything(actor)) return;
  // mostly no queue of theirs is closed: then no conversation is looked at
  const { rows } = await sql<{ isHidden: boolean }>`
    select case when exists (
      select from contact_activity a where a.workspace_id = ${actor.workspaceId} and a.contact_id = any(${cards}::bigint[])
        and coalesce(${mayRead(actor, sql.ref('a.queue_id'), null)}, false) is false
    ) then exists (
      select from contact f
      join conversation c on c.workspace_id = f.workspace_id and c.contact_id = f.id
      join conversation root on root.workspace_id = c.workspace_id and root.id = c.root_id
      where f.workspace_id = ${actor.workspaceId} and f.survivor_id = any(${cards}::bigint[])
        and not ${mayRead(actor, sql.ref('root.queue_id'), sql.ref('root.id'))}
    ) else false end as is_hidden`.execute(tx);
  if (rows[0]?.isHidden) throw new Refusal('FORBIDDEN', message);
}
