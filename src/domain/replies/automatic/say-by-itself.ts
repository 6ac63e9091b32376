import { sql } from 'kysely';
import type { Database, Tx } from '#db/database.ts';
import type { Sendable } from '../reply-way.ts';
import type { Due } from './due.ts';
import { sayOne } from './say-one.ts';
import { type TalkingQueue, talkingQueues } from './talking-queues.ts';

/** Milliseconds after which the first words are greeted no more, those to a closed queue not told so, and waiting not spoken of. */
const tooLate = { greeting: 5 * 60_000, closed: 3_600_000, waiting: 24 * 3_600_000 };

/** So many in one go of each queue and occasion. */
const most = 50;

/**
 * Says what the queues of a workspace say by themselves (R-DSK-6): that they are closed, to words that came in while they are and nobody is at hand for;
 * a greeting to the first words while open; and that it takes longer, once the queue's warning is over. Each is a transaction of its own; several
 * processes may do it at once.
 * @returns how many were sent.
 */
export async function sayByItself(
  store: Pick<Database, 'inWorkspace'>,
  workspaceId: string,
  sendable: Sendable,
  now = new Date(),
): Promise<number> {
  const due = await store.inWorkspace(workspaceId, (tx) => findDue(tx, workspaceId, now));
  let said = 0;
  for (const one of due) {
    said += Number(await store.inWorkspace(workspaceId, (tx) => sayOne(tx, workspaceId, sendable, one, now)));
  }
  return said;
}

async function findDue(tx: Tx, workspaceId: string, now: Date): Promise<Due[]> {
  const talking = await talkingQueues(tx, workspaceId, now);
  const due: Due[] = [];
  for (const queue of talking) {
    for (const occasion of queue.hours.open ? (['greeting', 'waiting'] as const) : (['closed'] as const)) {
      const texts = queue.replies[occasion];
      if (!texts || (!texts.en && !texts.cs)) continue;
      const { rows } = await sql<{ id: string }>`
        select c.id from conversation c
        where c.workspace_id = ${workspaceId} and c.queue_id = ${queue.id} and c.state in ('waiting', 'open') and c.merged_into is null and c.waiting_since is not null
          and not c.automatic and c.verdict is distinct from 'failed' and c.spam_at is null and ${conditions[occasion](queue, now)}
          and not exists (select from automatic_reply r where r.workspace_id = c.workspace_id and r.conversation_id = c.id
            and r.occasion = ${occasion} and (r.entry_id is not null or r.at >= c.last_in_at))
        order by c.waiting_since, c.id limit ${most}`.execute(tx);
      due.push(
        ...rows.map(({ id }) => ({ conversationId: id, queueId: queue.id, occasion, texts, hours: queue.hours })),
      );
    }
  }
  return due;
}

/** What is asked of the conversation `c` on each occasion. Whoever has it and is ready answers also while closed. */
const conditions = {
  closed: (
    _: TalkingQueue,
    now: Date,
  ) => sql`c.last_in_at > ${ago(now, tooLate.closed)} and (c.state = 'waiting' or not exists (
    select from operator_presence p where p.workspace_id = c.workspace_id and p.operator_id = c.assignee_id and p.state = 'ready'))`,
  greeting: (
    _: TalkingQueue,
    now: Date,
  ) => sql`c.state = 'waiting' and c.first_at > ${ago(now, tooLate.greeting)} and c.accepted_at is null
    and c.last_direction = 'in'`,
  waiting: ({ warnAfter }: TalkingQueue, now: Date) => sql`c.state = 'waiting' and c.told_waiting_at is null
    and c.waiting_since between ${ago(now, tooLate.waiting)} and ${ago(now, warnAfter * 1_000)}`,
};

function ago(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds);
}
