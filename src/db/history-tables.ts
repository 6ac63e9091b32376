import type { Generated, GeneratedAlways } from 'kysely';
import type { Json } from './json.ts';

export interface ChangeTable {
  workspaceId: string;
  id: string;
  at: Generated<Date>;
  actor: Json<unknown>;
  verb: string;
  source: Json<unknown> | null;
  reason: Json<unknown> | null;
  batchId: string | null;
  undoes: string | null;
  conversationId: string | null;
  queueId: string | null;
  removedAt: Generated<Date | null>;
}

export interface ChangeItemTable {
  workspaceId: string;
  changeId: string;
  n: number;
  at: Date;
  contactId: number | null;
  target: string;
  before: Json<unknown> | null;
  after: Json<unknown> | null;
  linkedConversation: GeneratedAlways<string | null>;
}

export interface OutboxTable {
  workspaceId: string;
  xid: GeneratedAlways<string>;
  id: string;
  topic: string;
  audience: Json<unknown> | null;
  payload: Json<unknown>;
  createdAt: Generated<Date>;
}
