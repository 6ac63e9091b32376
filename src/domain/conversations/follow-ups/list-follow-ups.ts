import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { FollowUp } from '#contract/follow-up.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayRead, must } from '../../operators/policy.ts';
import { joinCard, topic } from '../conversation-row.ts';
import { KeyTime, readCursor, writeCursor } from '../page-key.ts';
import { type KeptFollowUp, keptFollowUp, toldFollowUp } from './read-follow-ups.ts';

/** What is asked of the list; api.followUps.list describes it. */
interface FollowUpFilter {
  cursor?: string | undefined;
  limit: number;
  state?: FollowUp['state'][] | undefined;
  kind?: FollowUp['kind'] | undefined;
  queue?: string[] | undefined;
  conversation?: string | undefined;
  view?: 'mine' | 'all' | undefined;
}

/** A follow-up with whom its conversation is with. */
type ListedFollowUp = FollowUp & {
  topic: string;
  channel: { id: string; kind: string; name: string };
  queue: { id: string; name: string };
};

const Key = z.tuple([KeyTime, z.uuid()]);

/** Callbacks and reminders of the conversations that the actor may read (R-DSK-4), the next due first; planned and due ones unless asked otherwise. */
export async function listFollowUps(
  tx: Tx,
  actor: Actor,
  filter: FollowUpFilter,
): Promise<{ items: ListedFollowUp[]; nextCursor: string | null }> {
  must(actor, 'seeConversations');
  const { rows } = await sql<{ kept: KeptFollowUp } & Pick<ListedFollowUp, 'topic' | 'channel' | 'queue'>>`
    select ${keptFollowUp} as kept, ${topic} as topic, json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name) as channel,
      json_build_object('id', q.id, 'name', q.name) as queue
    from follow_up f
    join conversation part on part.workspace_id = f.workspace_id and part.id = f.conversation_id
    join conversation c on c.workspace_id = part.workspace_id and c.id = part.root_id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    ${joinCard}
    where f.workspace_id = ${actor.workspaceId} and ${sql.join(conditions(actor, filter), sql` and `)}
      and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    order by f.due_at, f.id limit ${filter.limit + 1}`.execute(tx);
  const items = rows.slice(0, filter.limit).map(({ kept, ...about }) => ({ ...toldFollowUp(kept), ...about }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > items.length && last ? writeCursor([last.dueAt, last.id]) : null };
}

function conditions(
  actor: Actor,
  { cursor, state, kind, queue, conversation, view }: FollowUpFilter,
): RawBuilder<unknown>[] {
  const after = readCursor(cursor, Key);
  const states = state?.length ? state : ['planned', 'due'];
  return [
    sql`f.state = any(${states}::text[])`,
    ...(kind ? [sql`f.kind = ${kind}`] : []),
    ...(queue?.length ? [sql`c.queue_id = any(${queue}::uuid[])`] : []),
    ...(conversation
      ? [
          sql`c.id = (select a.root_id from conversation a where a.workspace_id = f.workspace_id and a.id = ${conversation})`,
        ]
      : []),
    ...(view === 'mine' ? [sql`f.operator_id = ${actor.type === 'operator' ? actor.id : null}`] : []),
    ...(after ? [sql`(f.due_at, f.id) > (${after[0]}, ${after[1]}::uuid)`] : []),
  ];
}
