import type { Generated } from 'kysely';
import type { Json, JsonDefault } from './json.ts';

/** The tables of the desk: migrations/0010_desk.sql says what they mean. */
export interface DeskTables {
  operatorPresence: {
    workspaceId: string;
    operatorId: string;
    state: Generated<'ready' | 'pause' | 'away'>;
    reason: string | null;
    since: Generated<Date>;
  };
  conversationSeen: { workspaceId: string; operatorId: string; conversationId: string; at: Date; place: string };
  handover: HandoverTable;
  draft: DraftTable;
  sending: SendingTable;
  template: TemplateTable;
  templateStar: { workspaceId: string; operatorId: string; templateId: string; at: Generated<Date> };
  tag: {
    workspaceId: string;
    key: string;
    name: string;
    ground: string | null;
    ink: string | null;
    retiredAt: Date | null;
  };
  tagRule: TagRuleTable;
  form: FormTable;
  formSent: FormSentTable;
  visitor: VisitorTable;
}

interface HandoverTable {
  workspaceId: string;
  id: string;
  conversationId: string;
  kind: 'redirect' | 'invite' | 'offer';
  fromId: string | null;
  toId: string | null;
  toQueueId: string | null;
  note: string | null;
  state: Generated<'asked' | 'accepted' | 'declined' | 'expired' | 'withdrawn'>;
  reason: string | null;
  at: Date;
  until: Date;
  answeredAt: Date | null;
}

interface DraftTable {
  workspaceId: string;
  operatorId: string;
  conversationId: string;
  mode: Generated<'reply' | 'note'>;
  text: string;
  contactId: number | null;
  updatedAt: Date;
}

interface SendingTable {
  workspaceId: string;
  id: string;
  entryId: string;
  entryAt: Date;
  conversationId: string;
  channelId: string;
  state: Generated<'waiting' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled'>;
  notBefore: Date;
  nextTry: Date;
  tries: Generated<number>;
  error: string | null;
  providerId: string | null;
  message: JsonDefault<Record<string, unknown>>;
  updatedAt: Generated<Date>;
}

interface TemplateTable {
  workspaceId: string;
  id: string;
  folder: Generated<string>;
  name: string;
  shortcut: string | null;
  texts: Json<{ en?: string; cs?: string }>;
  removedAt: Date | null;
  updatedAt: Generated<Date>;
}

interface TagRuleTable {
  workspaceId: string;
  id: string;
  tag: string;
  words: string[];
  match: Generated<'word' | 'part' | 'phrase'>;
  channels: Generated<string[]>;
  enabled: Generated<boolean>;
  createdAt: Generated<Date>;
}

interface FormTable {
  workspaceId: string;
  id: string;
  kind: 'hero' | 'entry' | 'offline' | 'callback';
  name: string;
  fields: Json<unknown>;
  texts: JsonDefault<Record<string, unknown>>;
  enabled: Generated<boolean>;
  version: Generated<number>;
  removedAt: Date | null;
  updatedAt: Generated<Date>;
}

interface FormSentTable {
  workspaceId: string;
  id: string;
  formId: string;
  conversationId: string;
  entryId: string;
  entryAt: Date;
  state: Generated<'asked' | 'confirmed' | 'cancelled' | 'applied' | 'proposed' | 'takenOver' | 'dismissed'>;
  form: Json<unknown>;
  prefill: JsonDefault<Record<string, string>>;
  answers: Json<Record<string, string | boolean>> | null;
  changeId: string | null;
  at: Date;
  answeredAt: Date | null;
}

interface VisitorTable {
  workspaceId: string;
  id: string;
  channelId: string;
  tokenHash: Buffer;
  browser: string;
  conversationId: string | null;
  page: JsonDefault<Record<string, unknown>>;
  identity: string | null;
  subject: string | null;
  signedInAs: string | null;
  identifiedAt: Date | null;
  parameters: JsonDefault<Record<string, unknown>>;
  language: string | null;
  createdAt: Generated<Date>;
  seenAt: Generated<Date>;
  signIn: Json<unknown> | null;
  visits: Generated<number>;
  invitation: Json<unknown> | null;
  invitedAt: Date | null;
}
