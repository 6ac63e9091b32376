import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import type { Elsewhere } from '#contract/desk.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayRead } from '../../operators/policy.ts';
import { type KeptFollowUp, standingFollowUps, toldFollowUp } from '../follow-ups/read-follow-ups.ts';
import { type KeptHandover, lastHandovers, told } from './handovers.ts';

type DeskState = Pick<
  Conversation,
  | 'parameterSources'
  | 'tagSources'
  | 'collaborators'
  | 'handovers'
  | 'elsewhere'
  | 'related'
  | 'invitedBy'
  | 'followUps'
  | 'result'
  | 'resultTexts'
  | 'endedAt'
  | 'mine'
>;

/**
 * Who works on a conversation and what was asked of whom, where its parameters and tags came from, how it ended, and where else the same
 * client is (R-TAB-10). The caller has asked whether it may be read.
 * @param contactId the client's card as it reads today; null: unknown, and then nowhere else.
 */
export async function readDeskState(tx: Tx, actor: Actor, id: string, contactId: number | null): Promise<DeskState> {
  const { rows } = await sql<Kept>`
    select coalesce(c.details -> 'parameterSources', '{}') as parameter_sources, coalesce(c.details -> 'tagSources', '{}') as tag_sources,
      (select json_build_object('id', r.id, 'endedAt', r.ended_at) from conversation r
        join conversation root on root.workspace_id = r.workspace_id and root.id = r.root_id
        where r.workspace_id = c.workspace_id and r.id = (c.details ->> 'related')::uuid and ${mayRead(actor, sql.ref('root.queue_id'), sql.ref('root.id'))}) as related,
      c.details -> 'invitedBy' as invited_by, c.result, case when c.result is not null then c.details -> 'resultTexts' end as result_texts, ${standingFollowUps} as follow_ups, c.ended_at, c.assignee_id, ${lastHandovers(actor)} as handovers, (
      select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name, o.id)
      from conversation_operator t join operator o on o.workspace_id = t.workspace_id and o.id = t.operator_id
      where t.workspace_id = c.workspace_id and t.conversation_id = c.id and t.collaborates) as collaborators
    from conversation c where c.workspace_id = ${actor.workspaceId} and c.id = ${id}`.execute(tx);
  const { assigneeId, endedAt, handovers, collaborators, related, followUps, ...kept } = rows[0] ?? nothing;
  return {
    ...kept,
    endedAt: endedAt?.toISOString() ?? null,
    followUps: (followUps ?? []).map(toldFollowUp),
    related: related && { ...related, endedAt: related.endedAt && new Date(related.endedAt).toISOString() },
    handovers: (handovers ?? []).map((one) => told(one, actor)),
    collaborators: collaborators ?? [],
    mine: actor.id !== null && [assigneeId, ...(collaborators ?? []).map((one) => one.id)].includes(actor.id),
    elsewhere: contactId === null ? [] : await readElsewhere(tx, actor, id, contactId),
  };
}

interface Kept extends Pick<Conversation, 'parameterSources' | 'tagSources' | 'invitedBy' | 'result' | 'resultTexts'> {
  endedAt: Date | null;
  related: Conversation['related'];
  assigneeId: string | null;
  handovers: KeptHandover[] | null;
  followUps: KeptFollowUp[] | null;
  collaborators: Conversation['collaborators'] | null;
}

const nothing: Kept = {
  parameterSources: {},
  tagSources: {},
  invitedBy: null,
  result: null,
  resultTexts: null,
  followUps: null,
  endedAt: null,
  related: null,
  assigneeId: null,
  handovers: null,
  collaborators: null,
};

/** Other open conversations of the card and of those merged into it, of those that the actor may read; the newest ten. */
async function readElsewhere(tx: Tx, actor: Actor, id: string, contactId: number): Promise<Elsewhere[]> {
  const { rows } = await sql<Omit<Elsewhere, 'lastAt'> & { lastAt: Date }>`
    select c.id, c.last_at, json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name) as channel,
      json_build_object('id', q.id, 'name', q.name) as queue,
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as assignee
    from contact f
    join conversation c on c.workspace_id = f.workspace_id and c.contact_id = f.id and c.state <> 'closed'
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    left join operator o on o.workspace_id = c.workspace_id and o.id = c.assignee_id
    where f.workspace_id = ${actor.workspaceId} and f.survivor_id = ${contactId} and c.id <> ${id} and c.merged_into is null
      and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    order by c.last_at desc, c.id desc limit 10`.execute(tx);
  return rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
}
