import { sql } from 'kysely';
import { type Trust, trustAt } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import type { SetAside } from '../identity/decision.ts';
import type { Evidence } from '../identity/evidence.ts';
import type { KnownValue } from '../identity/known-values.ts';

/** How a conversation begins that is made when its first message is kept. */
export interface Beginning {
  thread: string;
  queueId: string;
  /** The name of the rule that chose the queue (R-DSK-1). */
  routedBy: string | null;
  /** The conversation that a mail which failed its check claims to answer: shown, never joined. */
  looksLikeReplyTo: string | null;
  /** The same client's conversation in this thread, which ended too long ago to be opened again (R-DSK-2). */
  related: string | null;
}

/** The conversation that a message belongs to, locked for this transaction. */
export interface FoundConversation {
  id: string;
  /** The conversation it reads as, when it was merged into another; else its own id. */
  rootId: string;
  /** What a conversation begins with that is made when its message is kept; null for one that runs. */
  begins: Beginning | null;
  /** The card it is linked to, as it reads today: a merged one's survivor. */
  contactId: number | null;
  linkBy: 'rule' | 'operator' | null;
  linkTrust: Trust;
  /** Its card was made for this conversation. */
  createdHere: boolean;
  /** Not accepted by an operator yet: it may still move by itself (R-REC-4). */
  isWaiting: boolean;
  /** It is closed, and somebody had it: a message of the client may give it back to them. */
  mayGoBack: boolean;
  /** When an operator ended it; null while it runs. */
  endedAt: Date | null;
  /** Cards that a person said it is not with (R-REC-7). */
  setAside: SetAside[];
  /** What its earlier messages said of the client. Empty for a thread of mail that is linked: that is decided once and for all. */
  evidence: Evidence[];
  /** What the directory knew of the message's values after its claim, where that was read with the conversation; else null. */
  known: KnownValue[] | null;
}

/** A conversation as the intake reads it: `foundColumns` of `c`. */
export interface ConversationRow {
  id: string;
  rootId: string;
  contactId: number | null;
  /** The card that reads for that one today. */
  survivorId: number | null;
  link: LinkReason | null;
  linkTrust: number | null;
  linkBy: 'rule' | 'operator' | null;
  assigneeId: string | null;
  state: 'waiting' | 'open' | 'closed';
  acceptedAt: Date | null;
  endedAt: Date | null;
  setAside: SetAside[] | null;
}

/** Who has a conversation that was merged has its target. */
export const foundColumns = sql`c.id, c.root_id, c.state, c.contact_id, c.link, c.link_trust, c.link_by,
  case when c.merged_into is null then c.assignee_id
    else (select r.assignee_id from conversation r where r.workspace_id = c.workspace_id and r.id = c.root_id) end as assignee_id, c.accepted_at, c.ended_at, c.details -> 'setAside' as set_aside,
  (select k.survivor_id from contact k where k.workspace_id = c.workspace_id and k.id = c.contact_id) as survivor_id`;

/** A running conversation with what its earlier messages said. */
export function found(
  row: Omit<ConversationRow, 'link'> & { link: Pick<LinkReason, 'rule'> | null },
  said: StoredEvidence[],
): FoundConversation {
  const rule = row.link?.rule;
  return {
    id: row.id,
    rootId: row.rootId,
    begins: null,
    contactId: row.survivorId,
    linkBy: row.linkBy,
    linkTrust: trustAt(row.linkTrust ?? 0),
    createdHere: rule === 'created' || rule === 'threadFirstCreated',
    isWaiting: row.assigneeId === null && row.acceptedAt === null,
    mayGoBack: row.id !== row.rootId || (row.state === 'closed' && row.assigneeId !== null),
    endedAt: row.endedAt,
    setAside: row.setAside ?? [],
    evidence: said.map((one, place) => ({ ...one, place, origin: originOf(one.role) })),
    known: null,
  };
}

export type StoredEvidence = Omit<Evidence, 'origin' | 'place'>;

function originOf(role: Evidence['role']): Evidence['origin'] {
  return role === 'also' ? 'also' : role === 'from' ? 'sender' : 'participant';
}

/** What the messages of a conversation said of its client so far. */
export async function storedEvidence(tx: Tx, workspaceId: string, rootId: string): Promise<StoredEvidence[]> {
  const { rows } = await sql<{ said: StoredEvidence[] }>`
    select told_of_client(${workspaceId}, ${rootId}) as said`.execute(tx);
  return rows[0]?.said ?? [];
}
