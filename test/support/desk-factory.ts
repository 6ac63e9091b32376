import type { PresenceInput } from '#contract/desk.ts';
import type { FollowUpPlan } from '#contract/follow-up.ts';
import type { Database } from '#db/database.ts';
import { acceptConversation } from '#domain/conversations/desk/accept-conversation.ts';
import { answerHandover } from '#domain/conversations/desk/answer-handover.ts';
import { closeConversation, reopenConversation } from '#domain/conversations/desk/close-conversation.ts';
import { countDesk } from '#domain/conversations/desk/count-desk.ts';
import { finishConversation, giveMoreTime } from '#domain/conversations/desk/finish-conversation.ts';
import { inviteColleague } from '#domain/conversations/desk/invite-colleague.ts';
import { leaveConversation } from '#domain/conversations/desk/leave-conversation.ts';
import { redirectConversation } from '#domain/conversations/desk/redirect-conversation.ts';
import { planFollowUp } from '#domain/conversations/follow-ups/plan-follow-up.ts';
import { listConversations } from '#domain/conversations/list-conversations.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import type { Actor, OperatorActor } from '#domain/operators/actor.ts';
import { setPresence } from '#domain/operators/presence.ts';
import { aConversationWith } from './conversation-factory.ts';
import { aChannel, anOperator, aWorkspace } from './factory.ts';

/**
 * A company at its desk: Olga and Petr work on one queue, Simon supervises it, Eva works on the other; Petr and Eva are ready. Every verb of the desk in a
 * transaction of its own, `id` first where it is about a conversation.
 */
export async function aDesk(database: Database) {
  const workspace = await aWorkspace(database);
  const { workspaceId, queue, otherQueue, within } = workspace;
  const channelId = await aChannel(workspace, { kind: 'whatsapp' });
  const petr = await within((tx) => anOperator(tx, workspaceId, { name: 'Petr Dvořák', queues: [queue] }));
  const eva = await within((tx) => anOperator(tx, workspaceId, { name: 'Eva Malá', queues: [otherQueue] }));
  const be = (who: Actor, state: PresenceInput['state'], reason: string | null = null) =>
    within((tx) => setPresence(tx, who, { state, reason }));
  for (const who of [petr, eva]) await be(who, 'ready');
  const desk = {
    workspace,
    channelId,
    olga: workspace.operator,
    simon: workspace.supervisor,
    petr,
    eva,
    be,
    /** A conversation that waits since now, with one message. */
    waiting: (
      given: { queue?: string; contactId?: number; state?: 'open' | 'closed'; at?: Date; text?: string } = {},
    ) => {
      const { text = 'Good morning', ...rest } = given;
      return aConversationWith(workspace, { channelId, state: 'waiting', at: new Date(), entries: [text], ...rest });
    },
    read: (id: string, who: Actor) => within((tx) => readConversation(tx, who, id)),
    accept: (id: string, who: Actor, takeOver = false) => within((tx) => acceptConversation(tx, who, { id, takeOver })),
    redirect: (id: string, who: Actor, to: { to?: string; queue?: string; note?: string }) =>
      within((tx) => redirectConversation(tx, who, { id, ...to })),
    invite: (id: string, who: Actor, to: OperatorActor) => within((tx) => inviteColleague(tx, who, { id, to: to.id })),
    answer: (
      id: string,
      who: Actor,
      handoverId: string | undefined,
      answer: 'accept' | 'decline' | 'withdraw',
      reason: string | null = null,
    ) => within((tx) => answerHandover(tx, who, { id, handoverId: handoverId ?? '', answer, reason })),
    close: (id: string, who: Actor, result: string | null = null) =>
      within((tx) => closeConversation(tx, who, { id, result })),
    finish: (id: string, who: Actor, given: { result?: string; leaveUnknown?: boolean } = {}) =>
      within((tx) => finishConversation(tx, who, { id, result: null, leaveUnknown: false, ...given })),
    moreTime: (id: string, who: Actor, seconds?: number) => within((tx) => giveMoreTime(tx, who, { id, seconds })),
    plan: (id: string, who: Actor, given: Partial<FollowUpPlan> = {}) =>
      within((tx) => planFollowUp(tx, who, { conversationId: id, kind: 'callback', dueAt: inAnHour(), ...given })),
    reopen: (id: string, who: Actor) => within((tx) => reopenConversation(tx, who, { id })),
    leave: (id: string, who: Actor, operator?: string) => within((tx) => leaveConversation(tx, who, { id, operator })),
    entries: async (id: string, who: Actor) => (await within((tx) => listEntries(tx, who, { id, limit: 100 }))).items,
    events: async (id: string, who: Actor) => (await desk.entries(id, who)).flatMap(({ event }) => event?.code ?? []),
    view: async (who: Actor, view: 'mine' | 'waiting' | 'all') =>
      (await within((tx) => listConversations(tx, who, { limit: 50, view }))).items.map((row) => row.id),
    counts: (who: Actor) => within((tx) => countDesk(tx, who)),
  };
  return desk;
}

/** A time that is still to come. */
function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}
