import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { IncomingMessage } from '#contract/incoming-message.ts';
import type { RetentionKind, RetentionPeriod, RetentionScope } from '#contract/retention.ts';
import type { Blobs } from '#db/blobs.ts';
import type { Database, Tx } from '#db/database.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { searchEverything } from '#domain/history/search-everything.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import { applyRetention } from '#domain/privacy/apply-retention.ts';
import { aChannel, aWorkspace, type Workspace } from './factory.ts';
import { aMessage } from './message-factory.ts';

const day = 86_400_000;

/** The moment so many days ago, and some hours. */
export function daysAgo(days: number): Date {
  return new Date(Date.now() - days * day - 3_600_000);
}

/** A period that is in effect, since so many days. */
export async function keeps(
  workspace: Workspace,
  kind: RetentionKind,
  period: RetentionPeriod,
  of: { scope?: RetentionScope; id?: string; since?: number } = {},
): Promise<void> {
  const { workspaceId } = workspace;
  const at = new Date(Date.now() - (of.since ?? 1) * day);
  const days = typeof period === 'number' ? period : null;
  await workspace.within((tx) =>
    tx
      .insertInto('retentionDecision')
      .values({
        workspaceId,
        id: randomUUID(),
        scope: of.scope ?? 'workspace',
        ofId: of.id ?? workspaceId,
        kind,
        rule: typeof period === 'number' ? 'days' : period,
        days,
        at,
        byName: 'Ada Administrator',
        effectiveAt: at,
      })
      .execute(),
  );
}

/** A hold that nobody lifted. */
export async function aHold(
  tx: Tx,
  workspaceId: string,
  on: { contactId?: number; conversationId?: string },
  reason = 'Complaint',
): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('hold')
    .values({ workspaceId, id, reason, at: new Date(), byName: reason, ...on })
    .execute();
  return id;
}

/** Takes away all of a workspace whose time is over. Fails when anything of it does. */
export function removeAll(workspace: Workspace, now = new Date()) {
  return applyRetention(workspace.workspaceId, {
    within: workspace.within,
    now,
    stopping: new AbortController().signal,
    onError: (error) => {
      throw error;
    },
  });
}

/** Every table of the workspace that still holds a word. */
export async function whereStands(workspace: Workspace, word: string): Promise<string[]> {
  return workspace.within(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'vizitka'::regnamespace and relkind in ('r', 'p') and not relispartition
      order by 1`.execute(tx);
    const standing: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql`select from ${sql.table(name)} t where t::text ilike ${`%${word}%`} limit 1`.execute(
        tx,
      );
      if (rows.length > 0) standing.push(name);
    }
    return standing;
  });
}

/** The number that everybody writes from who is not said to be somebody else. */
export const number = '+420602333101';

/** A client by their number. */
export const client = (value: string) => ({ kind: 'whatsapp' as const, value });

/** A company whose clients are unknown until somebody links them, with what its conversations read as. `blobs`: where their files go. */
export async function aKeepingCompany(database: Database, blobs?: Blobs) {
  const workspace = await aWorkspace(database);
  const { workspaceId, admin, within } = workspace;
  const settings = { automaticCard: 'never' };
  const channelId = await aChannel(workspace, { kind: 'whatsapp', settings });
  const comes = async (given: Partial<IncomingMessage> = {}, file?: string, channel = channelId) => {
    const kept = blobs && file !== undefined ? await keepAttachments(blobs, [aFile(file)]) : [];
    const from = { kind: 'whatsapp' as const, value: number, name: 'Zora Nováková' };
    const message = { ...aMessage({ from, ...given }), kept };
    return within(async (tx) => receiveMessage(tx, await loadChannel(tx, workspaceId, channel), message));
  };
  return {
    workspace,
    channelId,
    /** Another channel of the same kind. */
    anotherChannel: () => aChannel(workspace, { kind: 'whatsapp', settings }),
    comes,
    /** What came so many days ago, in a conversation that ended with it. */
    ended: async (days: number, given: Partial<IncomingMessage> = {}, file?: string, channel?: string) => {
      const result = await comes({ at: daysAgo(days).toISOString(), ...given }, file, channel);
      if (result.result !== 'accepted') throw new Error(JSON.stringify(result));
      const { conversationId } = result;
      await within((tx) =>
        sql`update conversation set state = 'closed', waiting_since = null, ended_at = last_at where id = ${conversationId}`.execute(
          tx,
        ),
      );
      return conversationId;
    },
    entries: async (id: string) => (await within((tx) => listEntries(tx, admin, { id, limit: 50 }))).items,
    read: (id: string) => within((tx) => readConversation(tx, admin, id)),
    found: async (q: string) => (await within((tx) => searchEverything(tx, admin, { q, limit: 10 }))).items.length,
    history: async (id: number) => (await within((tx) => readHistory(tx, admin, { id, limit: 50 }))).items,
    linkTo: (id: string, contactId: number) =>
      within((tx) => linkConversation(tx, admin, { id, contactId, identifiers: [] })),
  };
}

const aFile = (text: string) => ({
  name: 'zirconium.txt',
  type: 'text/plain',
  size: text.length,
  content: Buffer.from(text).toString('base64'),
});
