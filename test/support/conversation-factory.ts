import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { IdentifierKind } from '#contract/identifiers.ts';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { recountActivity } from '#domain/conversations/recount-activity.ts';
import { canonicalValue } from '#domain/identity/canonical.ts';
import type { Workspace } from './factory.ts';

/** A participant as the intake keeps it. Listed unless the test says otherwise; trust is a place on the ladder. */
interface GivenParticipant {
  kind?: IdentifierKind;
  value: string;
  account?: string;
  role?: 'from' | 'replyTo' | 'to' | 'cc' | 'also';
  name?: string;
  trust?: number | null;
  listed?: boolean;
  at?: Date;
}

interface GivenEntry {
  text: string;
  at?: Date;
  direction?: 'in' | 'out';
  kind?: 'message' | 'call' | 'event' | 'post' | 'note';
  subject?: string;
  place?: string;
  body?: Record<string, unknown>;
}

interface GivenConversation {
  channelId: string;
  queue?: string;
  contactId?: number | null;
  state?: 'waiting' | 'open' | 'closed';
  subject?: string | null;
  clientName?: string | null;
  clientDisplay?: string;
  link?: unknown;
  linkTrust?: number | null;
  verdict?: 'failed' | null;
  details?: Record<string, unknown>;
  parameters?: Record<string, unknown>;
  mergedInto?: string;
  /** When it begins; entries without a time of their own follow each other by a minute. */
  at?: Date;
  participants?: GivenParticipant[];
  entries?: (GivenEntry | string)[];
  operators?: string[];
}

/**
 * Inserts a conversation with its participants and entries, and counts its card's activity: what the intake leaves behind. For tests of
 * reading and linking.
 */
export async function aConversationWith(workspace: Workspace, given: GivenConversation): Promise<string> {
  return workspace.within((tx) => insertConversation(tx, workspace, given));
}

async function insertConversation(tx: Tx, workspace: Workspace, given: GivenConversation): Promise<string> {
  const { workspaceId } = workspace;
  const id = randomUUID();
  const begin = given.at ?? new Date('2026-05-04T10:00:00Z');
  const entries = (given.entries ?? []).map((one, place) => ({
    at: new Date(begin.getTime() + place * 60_000),
    ...(typeof one === 'string' ? { text: one } : one),
  }));
  const times = [begin, ...entries.map((entry) => entry.at)].map((at) => at.getTime());
  const queueId = given.queue ?? workspace.queue;
  const contactId = given.contactId ?? null;
  const rule = contactId === null ? 'nothingMatched' : 'matched';
  const link = given.link ?? { rule, evidence: null, strength: null, rejected: [], at: begin.toISOString(), by: null };
  const lastAt = new Date(Math.max(...times));
  const lastEntry = entries.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
  if (contactId !== null) await sql`select from contact where id = ${contactId} for update`.execute(tx); // before the link takes a share of it
  await tx
    .insertInto('conversation')
    .values({
      workspaceId,
      id,
      channelId: given.channelId,
      thread: id,
      queueId,
      assigneeId: null,
      state: given.state ?? 'closed',
      contactId,
      link: JSON.stringify(link),
      linkTrust: given.linkTrust ?? (contactId === null ? null : 3),
      linkBy: 'rule',
      clientName: given.clientName ?? null,
      clientDisplay: given.clientDisplay ?? given.participants?.[0]?.value ?? '',
      mergedInto: given.mergedInto ?? null,
      rootId: given.mergedInto ?? id,
      subject: given.subject ?? null,
      verdict: given.verdict ?? null,
      details: JSON.stringify(given.details ?? {}),
      parameters: JSON.stringify(given.parameters ?? {}),
      firstAt: new Date(Math.min(...times)),
      lastAt,
      entries: entries.length,
      lastText: lastEntry?.text ?? null,
      lastDirection: lastEntry?.direction ?? 'in',
    })
    .execute();
  await insertParticipants(tx, workspaceId, id, begin, given.participants ?? []);
  await insertEntries(tx, workspaceId, { id, contactId, queueId, subject: given.subject ?? null }, entries);
  for (const operatorId of given.operators ?? []) {
    await tx
      .insertInto('conversationOperator')
      .values({ workspaceId, operatorId, conversationId: id, until: null })
      .execute();
  }
  if (contactId !== null) await recountActivity(tx, workspaceId, contactId);
  return id;
}

async function insertParticipants(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  begin: Date,
  participants: GivenParticipant[],
) {
  if (participants.length === 0) return;
  await tx
    .insertInto('participant')
    .values(
      participants.map(({ kind = 'email', role = 'from', trust = 3, listed = true, at = begin, ...given }, place) => {
        const { account, key, display } = canonicalValue({ kind, value: given.value, account: given.account }, 'CZ');
        return {
          workspaceId,
          conversationId,
          kind,
          account,
          key,
          role,
          display,
          name: given.name ?? null,
          trust,
          listed,
          firstAt: at,
          place,
        };
      }),
    )
    .execute();
}

async function insertEntries(
  tx: Tx,
  workspaceId: string,
  conversation: { id: string; contactId: number | null; queueId: string; subject: string | null },
  entries: (GivenEntry & { at: Date })[],
) {
  if (entries.length === 0) return;
  await tx
    .insertInto('entry')
    .values(
      entries.map(({ text, at, direction = 'in', kind = 'message', body = {}, ...given }, order) => {
        const subject = given.subject ?? (order === 0 ? conversation.subject : null);
        return {
          workspaceId,
          at,
          place: given.place ?? String(order).padStart(6, '0'),
          id: randomUUID(),
          conversationId: conversation.id,
          contactId: conversation.contactId,
          queueId: conversation.queueId,
          kind,
          direction,
          sender: JSON.stringify({ kind: 'email', value: 'sender@example.com' }),
          text,
          body: JSON.stringify({ ...(subject && { subject }), ...body }),
          claimedAt: null,
          tsv: searchVector(subject, text),
        };
      }),
    )
    .execute();
}
