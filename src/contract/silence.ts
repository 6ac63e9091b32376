/** When a conversation ends by itself, and how long a message of the client opens it again (R-DSK-2). */
interface Ending {
  /** Minutes of silence. */
  silenceMinutes: number;
  /** Hours after the end. null: always, for mail answers what it refers to. */
  reopenHours: number | null;
}

const day = 24 * 60;

/** As delivered, by the kind of channel. */
const delivered: Record<string, Ending> = {
  webchat: { silenceMinutes: 30, reopenHours: 24 },
  phone: { silenceMinutes: 30, reopenHours: 24 },
  email: { silenceMinutes: 14 * day, reopenHours: null },
};

/** How conversations of a kind of channel end where the channel's settings say nothing. Of kinds that are not listed: messaging. */
export function endingAsDelivered(kind: string): Ending {
  return delivered[kind] ?? { silenceMinutes: day, reopenHours: 7 * 24 };
}
