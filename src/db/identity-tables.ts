import type { Generated } from 'kysely';
import type { Json, JsonDefault } from './json.ts';

// The tables of migrations/0006_identity.sql.

export interface DuplicatePairTable {
  workspaceId: string;
  aId: number;
  bId: number;
  score: Generated<number>;
  reasons: JsonDefault<unknown[]>;
  reason: Json<unknown> | null;
  by: Generated<'matcher' | 'recognition' | 'import'>;
  state: Generated<'open' | 'later' | 'notDuplicate' | 'merged'>;
  decidedBy: string | null;
  decidedAt: Date | null;
  changeId: string | null;
  at: Generated<Date>;
}

export interface DuplicateSearchTable {
  workspaceId: string;
  model: Json<unknown> | null;
  learnedAt: Date | null;
  learnedFrom: Generated<number>;
  seenUntil: Date | null;
  seenId: number | null;
  runStartedAt: Date | null;
  runDone: Generated<number>;
  runOf: Generated<number>;
  runEndedAt: Date | null;
  runAliveAt: Date | null;
}

export interface FieldTable {
  workspaceId: string;
  id: string;
  name: string;
  of: 'contact' | 'conversation';
  label: Json<{ en: string; cs?: string }>;
  type: Generated<'text' | 'number' | 'date' | 'yesNo' | 'choice'>;
  choices: Generated<string[]>;
  shape: string | null;
  identifies: Generated<boolean>;
  several: Generated<boolean>;
  filledBy: Generated<string[]>;
  linkTemplate: string | null;
  place: Generated<number>;
  removedAt: Date | null;
  createdAt: Generated<Date>;
}

export interface VerificationTable {
  workspaceId: string;
  conversationId: string;
  id: string;
  how: 'code' | 'questions';
  state: 'codeSent' | 'verified' | 'failed';
  kind: string | null;
  account: string | null;
  key: string | null;
  sentTo: string | null;
  codeHash: Buffer | null;
  triesLeft: number | null;
  operatorName: string;
  at: Date;
  expiresAt: Date | null;
}
