/**
 * The closed list of errors (architecture §7.9): a code, its HTTP status, and nothing else. The message is for people and says what to do.
 */
export const errorStatus = {
  INVALID: 422,
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  STALE: 412,
  TOO_LARGE: 413,
  PRECONDITION_REQUIRED: 428,
  TOO_MANY: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/**
 * Why, where the code alone does not say it and a program or a screen may want to know: what operators commonly meet. The message says the same in English.
 */
export const refusalReasons = [
  'inBin', // the card is in the bin: restore it first
  'binnedAlready',
  'notInBin',
  'changedInBin',
  'mergedAlready',
  'undoneAlready',
  'undoGone', // what the change touched is gone
  'undoReplaced', // later changes took its place
  'hasCard', // the client has a card: edit that
  'unknownClient', // link the conversation to a card first
  'linkedToNobody',
  'notOffered', // not suggested or offered any more
  'contraryGone',
  'noCodeSent',
  'codesTooMany',
  'addressShared', // a code to it proves nothing
  'noTextChannel',
  'noMailServer',
  'codeNotSent',
  'notEmail',
  'neverIdentifies',
  'noWaitingMessage', // the queue has nothing to say to those who wait
  'operatorAlready',
  'lastAdministrator',
  'invitedElsewhere', // they have chosen no password yet, and another workspace gave them the link
  'hasPassword', // they sign in by themselves
  'tagNotListed', // operators make no tags of their own here
  'timeIsPast', // of a follow-up
  'followUpEnded',
  'wrapUpMissing', // finishing asks for more; `fields` says what
  'noSender', // nobody outside wrote in it
  'ownValue', // the company's own mailbox or number
  'sharedValue', // several people write by it
  'liftedAlready',
  'notYourBlock',
  'visitorInvited', // within a day, or at this moment
  'visitorLeft',
  'visitorWrote',
  'askedAlready', // access, and nobody decided yet
  'readableAlready',
  'decidedAlready',
  'redactedAlready',
  'nothingToRedact',
  'undoRemoved', // the values before it were removed, when their time was over
  'retentionShortens', // see first what would go
  'retentionNotWaiting',
  'holdOver', // lifted already, or its time is over
  'doNotContact', // the card says so: begin anyway, or leave it
  'undeliverable', // mails to the address come back
  'runsAlready', // a conversation with the client is open on that channel
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What every verb throws when it refuses. A refused write changes nothing: the transaction rolls back. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly data: unknown;
  readonly reason: RefusalReason | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { fields?: Record<string, string>; data?: unknown; reason?: RefusalReason } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.fields = more.fields;
    this.data = more.data;
    this.reason = more.reason;
  }
}

/** What may not be seen does not exist: one answer for both. */
export function notFound(what: string): Refusal {
  return new Refusal('NOT_FOUND', `There is no such ${what}, or you may not see it.`);
}
