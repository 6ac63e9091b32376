/**
 * Milliseconds for which whoever signed in counts as signed in here: on the site, which says so again as long as they are; at a provider in this very
 * window, which nobody says again.
 */
export const signedInFor = { site: 3_600_000, provider: 12 * 3_600_000 };
