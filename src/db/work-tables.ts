import type { Generated } from 'kysely';
import type { Json, JsonDefault } from './json.ts';

/** The tables of sharing out, ending and following up the work: migrations/0011_work.sql says what they mean. */
export interface WorkTables {
  followUp: FollowUpTable;
  blockedSender: BlockedSenderTable;
  accessRequest: AccessRequestTable;
  droppedBlob: { workspaceId: string; digest: Buffer; at: Date };
  routingRule: RoutingRuleTable;
  automaticReply: {
    workspaceId: string;
    conversationId: string;
    occasion: 'closed' | 'greeting' | 'waiting';
    entryId: string | null;
    sender: Generated<string>;
    at: Date;
  };
  visitorSignIn: {
    workspaceId: string;
    stateHash: Buffer;
    visitorId: string;
    provider: 'google' | 'facebook';
    step: 'begun' | 'back';
    sealed: string;
    until: Date;
  };
  visitorHere: {
    workspaceId: string;
    visitorId: string;
    channelId: string;
    since: Date;
    at: Date;
    page: JsonDefault<{ url?: string; title?: string }>;
  };
}

interface FollowUpTable {
  workspaceId: string;
  id: string;
  conversationId: string;
  kind: 'callback' | 'reminder';
  dueAt: Date;
  until: Date | null;
  operatorId: string | null;
  phone: string | null;
  note: string | null;
  state: Generated<'planned' | 'due' | 'done' | 'cancelled'>;
  attempts: JsonDefault<unknown[]>;
  result: string | null;
  plannedBy: Json<unknown>;
  createdAt: Generated<Date>;
  endedAt: Date | null;
}

interface BlockedSenderTable {
  workspaceId: string;
  id: string;
  kind: string;
  account: Generated<string>;
  key: string;
  display: string;
  how: 'blocked' | 'spam';
  reason: string | null;
  conversationId: string | null;
  byId: string | null;
  byName: string | null;
  at: Generated<Date>;
  until: Date | null;
  liftedAt: Date | null;
}

interface AccessRequestTable {
  workspaceId: string;
  id: string;
  conversationId: string;
  operatorId: string;
  why: string;
  days: number;
  state: Generated<'asked' | 'granted' | 'refused' | 'withdrawn' | 'ended'>;
  at: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  until: Date | null;
  reason: string | null;
}

interface RoutingRuleTable {
  workspaceId: string;
  id: string;
  place: number;
  name: string;
  parameter: string;
  how: 'is' | 'contains' | 'begins' | 'given';
  value: Generated<string>;
  channels: Generated<string[]>;
  queueId: string;
  enabled: Generated<boolean>;
  createdAt: Generated<Date>;
}
