/** The words of sharing out the work (R-DSK-1): what a queue offers. In English. */
export const enSharing = {
  offer: {
    title: 'Offered to you',
    you: 'offered to you',
    to: 'offered to {{name}}',
    toYou: '{{name}} offers you this client',
    declined: 'Declined. The client goes to the next colleague.',
    over: 'You did not answer in time. The client goes to the next colleague.',
    paused: 'You have a pause now: two offers in a row stayed without an answer. Say when you are ready again.',
    stay: 'Stay on pause',
    unanswered: 'offers stayed unanswered',
    read: 'Read it first',
  },
} as const;
