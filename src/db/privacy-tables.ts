/** The tables of retention and holds: migrations/0012_retention.sql says what they mean. */
export interface PrivacyTables {
  retentionDecision: RetentionDecisionTable;
  hold: HoldTable;
}

interface RetentionDecisionTable {
  workspaceId: string;
  id: string;
  scope: 'workspace' | 'queue' | 'channel';
  ofId: string;
  kind: 'text' | 'attachments' | 'recordings' | 'unknown' | 'changes' | 'cards';
  rule: 'days' | 'forever' | 'inherit';
  days: number | null;
  at: Date;
  byName: string | null;
  effectiveAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
}

interface HoldTable {
  workspaceId: string;
  id: string;
  contactId: number | null;
  conversationId: string | null;
  reason: string;
  until: Date | null;
  byId: string | null;
  byName: string | null;
  at: Date;
  liftedAt: Date | null;
  liftedBy: string | null;
}
