import type { RefusalReason } from '#contract/errors.ts';

/** What the server refuses, in English: by its reason, else by its code. */
export const enRefusals = {
  refused: {
    inBin: 'The card is in the bin. Restore it first.',
    binnedAlready: 'The card is in the bin already.',
    notInBin: 'The card is not in the bin any more.',
    changedInBin: 'The card was changed in the bin. Undo the change that brought it there.',
    mergedAlready: 'These cards are one already.',
    undoneAlready: 'It is undone already.',
    undoGone: 'What it changed is gone.',
    undoReplaced: 'Later changes took its place.',
    hasCard: 'This client has a card by now. Edit the card.',
    unknownClient: 'Link the conversation to a card first, then verify who speaks.',
    linkedToNobody: 'The conversation is linked to nobody any more.',
    notOffered: 'That is not offered any more, somebody was faster. Look anew.',
    contraryGone: 'Somebody answered that already.',
    noCodeSent: 'No code waits for an answer. Send one first.',
    codesTooMany: 'Too many codes were sent within an hour. Wait, or verify by questions.',
    addressShared: 'Others use this address too, so a code to it proves nothing. Choose another one.',
    noTextChannel: 'Codes go to e‑mail addresses only. Choose an e‑mail, or verify by questions.',
    noMailServer: 'No mail server is set, so no code can be sent. An administrator sets it.',
    codeNotSent: 'The mail server did not take the code. Try again, or verify by questions.',
    notEmail: 'This is no e‑mail address. Write it as name@example.com.',
    neverIdentifies: 'This value never identifies anybody, so it cannot stand on a card.',
    offline: 'You are offline. Nothing is lost.',
  } satisfies Record<RefusalReason | 'offline', string>,
  refusedAs: {
    INVALID: 'The server did not take what was entered. Check how it is written.',
    FORBIDDEN: 'You may not do this. Ask a supervisor or an administrator.',
    NOT_FOUND: 'It is not there any more, or you may not see it.',
    CONFLICT: 'That cannot be done now: something changed meanwhile, or stands in its way. Look anew.',
    STALE: 'Somebody changed it meanwhile. Look at what changed, then try again.',
    TOO_LARGE: 'That is more than can be taken at once.',
    TOO_MANY: 'Too many at once. Wait a minute and try again.',
    UNAUTHENTICATED: 'You are signed out. Sign in again.',
  },
} as const;
