import { sql } from 'kysely';
import type { InboundResult } from '#contract/incoming-message.ts';
import type { Blobs } from '#db/blobs.ts';
import type { Database } from '#db/database.ts';

/** The store and the attachments as an import takes them: channels know no storage of their own. */
export type Store = Database;
export type BlobStore = Blobs;

/** What became of an import. `conversations` and `contacts`: how many there are more than before. */
export interface ImportSummary {
  read: number;
  stored: number;
  duplicates: number;
  /** What was refused, by name; past `refusedKept` it is only counted. */
  refused: { source: string; reason: string }[];
  refusedCount: number;
  conversations: number;
  contacts: number;
  cancelled: boolean;
  /** Counts one result; `source` names the item for people. */
  count(source: string, result: InboundResult): void;
  refuse(source: string, reason: string): void;
}

/** What an import did so far; `bytes` of its file or files are done. */
export interface ImportProgress
  extends Pick<ImportSummary, 'read' | 'stored' | 'duplicates' | 'refused' | 'refusedCount'> {
  bytes: number;
}

/** Runs an import and counts what it did. `refusedKept`: how many refused items are named, so that memory stays flat. */
export async function importing(
  database: Database,
  workspaceId: string,
  work: (summary: ImportSummary) => Promise<void>,
  refusedKept = Number.POSITIVE_INFINITY,
): Promise<ImportSummary> {
  const summary: ImportSummary = {
    read: 0,
    stored: 0,
    duplicates: 0,
    refused: [],
    refusedCount: 0,
    conversations: 0,
    contacts: 0,
    cancelled: false,
    count(source, result) {
      if (result.result === 'accepted') this.stored += 1;
      else if (result.result === 'alreadyHad') this.duplicates += 1;
      else this.refuse(source, result.reason);
    },
    refuse(source, reason) {
      this.refusedCount += 1;
      if (this.refused.length < refusedKept) this.refused.push({ source, reason });
    },
  };
  const before = await countAll(database, workspaceId);
  await work(summary);
  const after = await countAll(database, workspaceId);
  summary.conversations = after.conversations - before.conversations;
  summary.contacts = after.contacts - before.contacts;
  return summary;
}

async function countAll(database: Database, workspaceId: string): Promise<{ conversations: number; contacts: number }> {
  const { rows } = await database.inWorkspace(workspaceId, (tx) =>
    sql<{ conversations: number; contacts: number }>`
      select (select count(*) from conversation where workspace_id = ${workspaceId} and merged_into is null) as conversations,
        (select count(*) from contact where workspace_id = ${workspaceId} and state = 'active') as contacts`.execute(
      tx,
    ),
  );
  return rows[0] ?? { conversations: 0, contacts: 0 };
}
