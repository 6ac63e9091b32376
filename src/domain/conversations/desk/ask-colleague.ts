import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { OperatorActor } from '../../operators/actor.ts';
import { mayKnowOf } from '../../operators/policy.ts';
import type { DeskConversation } from './desk-conversation.ts';
import { endHandovers, giveLook } from './end-handover.ts';

/** How long an answer is waited for, in seconds: the client of a redirect waits (R-TAB-6). */
export const handoverSeconds = { redirect: 60, invite: 600 } as const;

/** An operator who is to be asked, with the queues where they would find it too. */
export interface AskedColleague {
  id: string;
  name: string;
  presence: 'ready' | 'pause' | 'away';
  queues: { id: string; name: string }[];
}

interface Question {
  kind: 'redirect' | 'invite';
  to: string;
  note: string | null;
  seconds: number;
  /** Refuses who is not to be asked now. */
  refuse?: (colleague: AskedColleague) => void;
}

/**
 * Asks an operator to take a conversation or to join it; until the answer they may read it.
 * @throws NOT_FOUND for no operator; INVALID for oneself and for who may not know of the conversation (R-HIS-5, third kind); CONFLICT
 * while the same is asked already.
 */
export async function askColleague(
  tx: Tx,
  from: OperatorActor,
  conversation: DeskConversation,
  { kind, to, note, seconds, refuse }: Question,
): Promise<AskedColleague & { handoverId: string }> {
  if (to === from.id) throw new Refusal('INVALID', 'Ask a colleague, not yourself.', { fields: { to: 'yourself' } });
  const colleague = await readColleague(tx, from, to, conversation);
  refuse?.(colleague);
  await refuseAskedAlready(tx, from.workspaceId, conversation.id, kind, to);
  const id = randomUUID();
  const at = new Date();
  const until = new Date(at.getTime() + seconds * 1_000);
  await tx
    .insertInto('handover')
    .values({
      workspaceId: from.workspaceId,
      id,
      conversationId: conversation.id,
      kind,
      fromId: from.id,
      toId: to,
      toQueueId: null,
      note,
      reason: null,
      at,
      until,
      answeredAt: null,
    })
    .execute();
  await giveLook(tx, from.workspaceId, conversation.id, to, until);
  return { ...colleague, handoverId: id };
}

async function readColleague(
  tx: Tx,
  from: OperatorActor,
  id: string,
  { queueId, readers }: DeskConversation,
): Promise<AskedColleague> {
  const { rows } = await sql<AskedColleague & { mayKnow: boolean }>`
    select o.id, o.name, coalesce(p.state, 'away') as presence,
      o.role = 'administrator' or ${readers} <> 'hidden' or exists (
        select from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id and m.queue_id = ${queueId}) as may_know,
      coalesce((select json_agg(json_build_object('id', q.id, 'name', q.name) order by q.place, q.name) from queue_member m
        join queue q on q.workspace_id = m.workspace_id and q.id = m.queue_id
        where m.workspace_id = o.workspace_id and m.operator_id = o.id and ${mayKnowOf(from, sql.ref('q.id'))}), '[]') as queues
    from operator o left join operator_presence p on p.workspace_id = o.workspace_id and p.operator_id = o.id
    where o.workspace_id = ${from.workspaceId} and o.id = ${id} and o.removed_at is null`.execute(tx);
  const found = rows[0];
  if (!found) throw notFound('operator');
  const { mayKnow, ...colleague } = found;
  if (mayKnow) return colleague;
  throw new Refusal(
    'INVALID',
    `${colleague.name} is no member of this queue, whose conversations nobody else may know of.`,
    {
      fields: { to: 'no member of its queue' },
    },
  );
}

/** One is asked at a time to take it, and each colleague once to join. What ran out stands in nobody's way. */
async function refuseAskedAlready(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  kind: Question['kind'],
  to: string,
) {
  const { rows } = await sql<{ id: string; isOver: boolean; name: string }>`
    select h.id, h.until <= ${new Date()} as is_over, o.name from handover h join operator o on o.workspace_id = h.workspace_id and o.id = h.to_id
    where h.workspace_id = ${workspaceId} and h.conversation_id = ${conversationId} and h.state = 'asked'
      and case when ${kind} = 'redirect' then h.kind in ('redirect', 'offer') else h.kind = 'invite' and h.to_id = ${to} end`.execute(
    tx,
  );
  await endHandovers(
    tx,
    workspaceId,
    rows.filter(({ isOver }) => isOver).map(({ id }) => id),
    'expired',
  );
  const waiting = rows.find(({ isOver }) => !isOver);
  if (waiting)
    throw new Refusal('CONFLICT', `${waiting.name} is asked already. Withdraw that first, or wait for the answer.`);
}
