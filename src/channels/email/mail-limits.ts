import { incomingLimits } from '#contract/incoming-message.ts';

/** What one mail may be. A mail over a limit is kept with what could be read; the log says so, the sender is told nothing. */
export const mailLimits = {
  /** Bytes of the whole message. */
  bytes: 25_000_000,
  parts: incomingLimits.attachments,
  /** Levels of parts within parts. */
  depth: 10,
  addresses: incomingLimits.participants,
  /** Bytes of all headers. */
  headers: 100_000,
  /** Milliseconds of parsing; kept by `openMailReader`, whose workers can be stopped. */
  time: 2_000,
  /** Characters of HTML that are cleaned: more takes longer than the time allowed. */
  html: 1_000_000,
} as const;
