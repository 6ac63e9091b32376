/** The reason of a pause that nobody chose: two offers in a row stayed unanswered (R-DSK-1). The screen words it. */
export const unansweredOffers = 'unanswered offers';
