import { newId } from '../desk/composer/outbox.ts';

/** What is being written to a client before there is a conversation. The ids stay until it left: sent twice it is one conversation. */
export interface Beginning {
  conversationId: string;
  replyId: string;
  /** The chosen way, as `channel kind account value`; null: the first. */
  way: string | null;
  queueId: string | null;
  subject: string;
  text: string;
  files: File[];
}

const drafts = new Map<number, Beginning>();

/** What was begun for a client in this tab, also while its dialog was closed. */
export function beginningFor(contactId: number): Beginning {
  return drafts.get(contactId) ?? newBeginning();
}

export function keepBeginning(contactId: number, beginning: Beginning): void {
  drafts.set(contactId, beginning);
}

export function forgetBeginning(contactId: number): void {
  drafts.delete(contactId);
}

function newBeginning(): Beginning {
  return { conversationId: newId(), replyId: newId(), way: null, queueId: null, subject: '', text: '', files: [] };
}
