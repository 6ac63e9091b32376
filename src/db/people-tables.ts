import type { Generated } from 'kysely';
import type { Json, JsonDefault } from './json.ts';

export interface DirectoryViewTable {
  workspaceId: string;
  operatorId: string;
  id: string;
  name: string;
  query: Json<unknown>;
  place: number;
  createdAt: Generated<Date>;
}

export interface QueueTable {
  workspaceId: string;
  id: string;
  name: string;
  place: Generated<number>;
  readers: Generated<'everyone' | 'members' | 'hidden'>;
  routing: Generated<'offer' | 'take'>;
  warnAfter: Generated<number>;
  limitAfter: Generated<number>;
  wrapUp: Generated<boolean>;
  wrapSeconds: Generated<number>;
  hours: Json<unknown> | null;
  replies: JsonDefault<Record<string, unknown>>;
  results: JsonDefault<unknown[]>;
  requires: JsonDefault<Record<string, unknown>>;
}
