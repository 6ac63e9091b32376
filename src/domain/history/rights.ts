import type { ChangeActor } from '#contract/history.ts';
import type { Actor } from '../operators/actor.ts';
import type { Right } from '../operators/policy.ts';

/** Whether it was the actor's own doing, or nobody's: what a channel or a rule did, everybody may undo who may do it by hand. */
export function isOwn(actor: Actor, by: unknown): boolean {
  const { type, id } = by as ChangeActor;
  return type === 'channel' || type === 'rule' || (type === actor.type && id === actor.id);
}

/** The right that a verb asks for, which undoing it, and undoing the undoing, asks for too. */
export function rightOf(verb: string, reason: unknown): Right {
  return rights[verbOf(verb, reason)] ?? 'editCards';
}

/** What was done: of an undoing, the verb that it undid or did again. */
export function verbOf(verb: string, reason: unknown): string {
  const undone = (reason as { undone?: unknown } | null)?.undone;
  return verb === 'undo' && typeof undone === 'string' ? undone : verb;
}

const rights: Record<string, Right> = {
  recognise: 'linkConversations',
  linkConversation: 'linkConversations',
  unlinkConversation: 'linkConversations',
  linkEarlier: 'linkConversations',
  refuseClient: 'linkConversations',
  keepClient: 'linkConversations',
  verifyClient: 'linkConversations',
  editConversation: 'editConversations',
  mergeConversations: 'editConversations',
  binContact: 'binCards',
  restoreContact: 'binCards',
  mergeContacts: 'mergeCards',
  splitContact: 'splitCards',
  importContact: 'importData',
  decideDuplicate: 'decideDuplicates',
  blockSender: 'blockSenders',
  liftBlock: 'blockSenders',
  placeHold: 'placeHolds',
  liftHold: 'placeHolds',
};
