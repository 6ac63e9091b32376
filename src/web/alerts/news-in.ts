import type { ConversationRow } from '#contract/conversation.ts';

type Row = Pick<ConversationRow, 'id' | 'lastAt' | 'lastDirection' | 'unread' | 'asked'>;

/** What was seen of a conversation when one looked last. */
export type Known = Map<string, { lastAt: string; asked: string | null }>;

/** What came into a list that it was not in before counts as news for so long, in ms: a closed conversation that the client opened again. */
const fresh = 2 * 60_000;

/**
 * What is new in one's own conversations since one looked last: words of clients, and what one is asked. At the first look nothing is.
 * @param now in ms.
 */
export function newsIn<Of extends Row>(
  before: Known | null,
  rows: Of[],
  me: string,
  now: number,
): { messages: Of[]; offers: Of[]; next: Known } {
  const askedOf = ({ asked }: Row) => (asked?.state === 'asked' && asked.to?.id === me ? asked.id : null);
  const next: Known = new Map(rows.map((row) => [row.id, { lastAt: row.lastAt, asked: askedOf(row) }]));
  if (!before) return { messages: [], offers: [], next };
  const isNewer = ({ id, lastAt }: Row) => {
    const known = before.get(id);
    return known ? lastAt > known.lastAt : now - Date.parse(lastAt) < fresh;
  };
  return {
    messages: rows.filter((row) => row.unread && row.lastDirection === 'in' && !askedOf(row) && isNewer(row)),
    offers: rows.filter((row) => askedOf(row) !== null && before.get(row.id)?.asked !== askedOf(row)),
    next,
  };
}
