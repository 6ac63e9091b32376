import type { ColumnType, Generated } from 'kysely';
import type { DeskTables } from './desk-tables.ts';
import type { ChangeItemTable, ChangeTable, OutboxTable } from './history-tables.ts';
import type { DuplicatePairTable, DuplicateSearchTable, FieldTable, VerificationTable } from './identity-tables.ts';
import type { Json, JsonDefault } from './json.ts';
import type { DirectoryViewTable, QueueTable } from './people-tables.ts';
import type { PrivacyTables } from './privacy-tables.ts';
import type { WorkTables } from './work-tables.ts';

/** The tables as Kysely sees them: migrations/ says what they mean. Names are camelCase here and snake_case in SQL. */
export interface Schema extends DeskTables, WorkTables, PrivacyTables {
  workspace: WorkspaceTable;
  operator: OperatorTable;
  queue: QueueTable;
  queueMember: { workspaceId: string; queueId: string; operatorId: string };
  apiKey: ApiKeyTable;
  channel: ChannelTable;
  excludedValue: { workspaceId: string; kind: string; key: string; why: 'own' | 'listed'; hits: Generated<number> };
  contact: ContactTable;
  contactWord: { workspaceId: string; word: string; contactId: number };
  contactActivity: ContactActivityTable;
  contactImportKey: { workspaceId: string; source: string; key: string; contactId: number };
  identifier: IdentifierTable;
  contactIdentifier: ContactIdentifierTable;
  refusal: ValueKey & { workspaceId: string; contactId: number; changeId: string };
  conversation: ConversationTable;
  conversationOperator: {
    workspaceId: string;
    operatorId: string;
    conversationId: string;
    until: Date | null;
    collaborates: Generated<boolean>;
    /** The conversation's: the store keeps it. */
    queueId: Generated<string>;
  };
  participant: ParticipantTable;
  delivery: { workspaceId: string; channelId: string; providerId: string; at: Date; entryId: string };
  entry: EntryTable;
  messageRef: { workspaceId: string; channelId: string; ref: string; conversationId: string; own: boolean };
  attachment: AttachmentTable;
  change: ChangeTable;
  changeItem: ChangeItemTable;
  directoryView: DirectoryViewTable;
  duplicatePair: DuplicatePairTable;
  duplicateSearch: DuplicateSearchTable;
  duplicateKey: { workspaceId: string; key: string; contactId: number };
  field: FieldTable;
  verification: VerificationTable;
  outbox: OutboxTable;
}

/** The key of a value: kind, the provider's account for scoped kinds (else ''), canonical form. */
export interface ValueKey {
  kind: string;
  account: string;
  key: string;
}

interface WorkspaceTable {
  id: string;
  slug: string;
  name: string;
  country: string | null;
  settings: JsonDefault<Record<string, unknown>>;
  createdAt: Generated<Date>;
}

interface OperatorTable {
  workspaceId: string;
  id: string;
  userId: string | null;
  name: string;
  email: string;
  role: Role;
  language: Generated<'en' | 'cs'>;
  capacity: Json<unknown> | null;
  settings: JsonDefault<Record<string, unknown>>;
  seenAt: Date | null;
  leftQueues: string[] | null;
  removedAt: Date | null;
  createdAt: Generated<Date>;
}

export type Role = 'operator' | 'supervisor' | 'administrator';

interface ApiKeyTable {
  workspaceId: string;
  id: string;
  name: string;
  secretHash: Buffer;
  scopes: string[];
  role: Role;
  queues: string[] | null;
  createdAt: Generated<Date>;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

interface ChannelTable {
  workspaceId: string;
  id: string;
  kind: string;
  name: string;
  account: Generated<string>;
  queueId: string;
  enabled: Generated<boolean>;
  settings: JsonDefault<Record<string, unknown>>;
  createdAt: Generated<Date>;
}

interface ContactTable {
  workspaceId: string;
  id: number;
  state: Generated<'active' | 'binned' | 'merged' | 'erased'>;
  mergedInto: number | null;
  survivorId: number;
  name: string | null;
  nameSource: string | null;
  nameRank: Generated<number>;
  nameAt: Date | null;
  nameFolded: Generated<string>;
  sortKey: Generated<string>;
  searchFolded: Generated<string>;
  attributes: JsonDefault<Record<string, AttributeValue>>;
  extra: JsonDefault<Record<string, unknown>>;
  conflicts: JsonDefault<Record<string, ConflictingValue[]>>;
  tags: Generated<string[]>;
  foldVersion: Generated<number>;
  version: Generated<number>;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  binnedAt: Date | null;
  lastContactAt: Date | null;
}

/** An attribute of the client with where it came from (R-DIR-5). */
export interface AttributeValue {
  value: string;
  source: string;
  rank: number;
  at: string;
}

/** A value that lost in a merge, with the card it came from. */
export interface ConflictingValue extends AttributeValue {
  contactId: number;
}

interface ContactActivityTable {
  workspaceId: string;
  contactId: number;
  queueId: string;
  lastAt: Date;
  conversations: Generated<number>;
  kinds: Generated<string[]>;
}

interface IdentifierTable extends ValueKey {
  workspaceId: string;
  state: Generated<'owned' | 'shared' | 'contested' | 'free'>;
  ownerId: number | null;
  lastSeen: Date | null;
  undeliverableAt: Date | null;
  refusedTimes: Generated<number>;
}

interface ContactIdentifierTable extends ValueKey {
  workspaceId: string;
  contactId: number;
  id: string;
  display: string;
  label: string | null;
  trust: number;
  source: Json<ValueSource>;
  main: Generated<boolean>;
  firstSeen: Date;
  place: Generated<number>;
  came: JsonDefault<unknown[] | null>;
}

/** Where a value came from: a channel's conversation, an operator, an import, an API key. */
export interface ValueSource {
  by: 'channel' | 'operator' | 'import' | 'apiKey' | 'rule';
  id?: string;
  name?: string;
  conversationId?: string;
}

interface ConversationTable {
  workspaceId: string;
  id: string;
  channelId: string;
  thread: string;
  queueId: string;
  assigneeId: string | null;
  state: Generated<'waiting' | 'open' | 'closed'>;
  contactId: number | null;
  link: Json<unknown> | null;
  linkTrust: number | null;
  linkBy: 'rule' | 'operator' | null;
  clientName: string | null;
  clientDisplay: Generated<string>;
  mergedInto: string | null;
  rootId: string;
  subject: string | null;
  verdict: 'failed' | null;
  automatic: Generated<boolean>;
  parameters: JsonDefault<Record<string, unknown>>;
  tags: Generated<string[]>;
  details: JsonDefault<Record<string, unknown>>;
  firstAt: Date;
  lastAt: Date;
  firstPlace: Generated<string>;
  lastPlace: Generated<string>;
  entries: Generated<number>;
  lastText: string | null;
  lastDirection: string | null;
  createdAt: Generated<Date>;
  version: Generated<number>;
  waitingSince: Date | null;
  acceptedAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  result: string | null;
  lastInAt: Date | null;
  lastInPlace: Generated<string>;
  toldAt: Date | null;
  wrappingSince: Date | null;
  wrappingId: string | null;
  wrappingUntil: Date | null;
  answeredAt: Date | null;
  waited: number | null;
  spamAt: Date | null;
  keptOut: 'blocked' | 'spam' | null;
  keptBy: string | null;
  begunBy: string | null;
  toldWaitingAt: Date | null;
  removed: JsonDefault<Record<string, string>>;
  swept: JsonDefault<Record<string, { at: string; entries: number }>>;
}

interface ParticipantTable extends ValueKey {
  workspaceId: string;
  conversationId: string;
  role: 'from' | 'replyTo' | 'to' | 'cc' | 'also';
  display: string;
  name: string | null;
  trust: number | null;
  listed: Generated<boolean>;
  firstAt: Date;
  place: Generated<number>;
}

interface EntryTable {
  workspaceId: string;
  at: Date;
  place: string;
  id: string;
  conversationId: string;
  contactId: number | null;
  queueId: string;
  kind: 'message' | 'call' | 'event' | 'post' | 'note';
  direction: 'in' | 'out';
  sender: Json<EntrySender>;
  text: string | null;
  body: JsonDefault<Record<string, unknown>>;
  receivedAt: Generated<Date>;
  claimedAt: Date | null;
  redactedAt: Date | null;
  redactedBy: string | null;
  removed: JsonDefault<Record<string, string>>;
  tsv: ColumnType<string, string, string>;
}

/** Who said an entry, as given. */
export interface EntrySender {
  kind: string;
  value: string;
  name?: string;
}

interface AttachmentTable {
  workspaceId: string;
  id: string;
  conversationId: string;
  entryId: string;
  name: string;
  type: string;
  size: number;
  digest: Buffer | null;
  url: string | null;
  place: number;
}
