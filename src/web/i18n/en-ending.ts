/** The words of ending and following up that the list needs (R-DSK-3, R-DSK-4). In English. */
export const enEnding = {
  rowMark: {
    wrapUp: 'wrap-up {{time}}',
    wrapUpOver: 'wrap-up',
    callback: 'callback {{when}}',
    callbackDue: 'callback due {{when}}',
    reminder: 'reminder {{when}}',
    reminderDue: 'reminder due {{when}}',
    attempt: '{{what}}, attempt {{number}}',
  },
} as const;
