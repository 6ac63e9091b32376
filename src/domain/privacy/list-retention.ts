import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import {
  kindsOfConversations,
  type RetentionKind,
  type RetentionOf,
  type RetentionScope,
  type RetentionSetting,
  retentionKinds,
} from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import type { RetentionDecision } from './retention-periods.ts';

/** How long things are kept: of the workspace, then of its queues, then of its channels, by name (R-HIS-7). */
export async function listRetention(tx: Tx, actor: Actor): Promise<{ items: RetentionOf[]; nextCursor: null }> {
  must(actor, 'manageRetention');
  const scopes = await allScopes(tx, actor.workspaceId);
  const decisions = await retentionDecisions(tx, actor.workspaceId);
  return { items: scopes.map((scope) => told(scope, decisions, new Date())), nextCursor: null };
}

/** All decisions of the workspace that were not withdrawn. */
export async function retentionDecisions(tx: Tx, workspaceId: string): Promise<RetentionDecision[]> {
  const rows = await tx
    .selectFrom('retentionDecision')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('withdrawnAt', 'is', null)
    .orderBy('at')
    .execute();
  return rows.map(({ scope, ofId, kind, rule, days, at, byName, effectiveAt }) => ({
    scope,
    ofId,
    kind,
    period: rule === 'days' ? (days ?? 'forever') : rule,
    at,
    by: byName,
    effectiveAt,
  }));
}

/** The workspace, or one of its queues or channels. */
export type Scope = Omit<RetentionOf, 'settings'>;

async function allScopes(tx: Tx, workspaceId: string): Promise<Scope[]> {
  const { rows } = await sql<Scope>`
    select 'workspace' as scope, id, name, null as channel, 0 as place from workspace where id = ${workspaceId}
    union all select 'queue', id, name, null, 1 from queue where workspace_id = ${workspaceId}
    union all select 'channel', id, name, kind, 2 from channel where workspace_id = ${workspaceId}
    order by place, name, id`.execute(tx);
  return rows.map(({ scope, id, name, channel }) => ({ scope, id, name, channel }));
}

/** One of them. @throws NOT_FOUND. */
export async function scopeOf(
  tx: Tx,
  workspaceId: string,
  scope: RetentionScope,
  id: string | undefined,
): Promise<Scope> {
  const ofId = scope === 'workspace' ? workspaceId : id;
  const found = (await allScopes(tx, workspaceId)).find((one) => one.scope === scope && one.id === ofId);
  if (!found) throw notFound(scope);
  return found;
}

/** The periods of a scope, as the API tells them: what is in effect, and what waits. */
export function told(scope: Scope, decisions: RetentionDecision[], now: Date): RetentionOf {
  const kinds = scope.scope === 'workspace' ? retentionKinds : kindsOfConversations;
  return { ...scope, settings: kinds.map((kind) => toldKind(scope, kind, decisions, now)) };
}

function toldKind(scope: Scope, kind: RetentionKind, decisions: RetentionDecision[], now: Date): RetentionSetting {
  const own = decisions
    .filter((one) => one.scope === scope.scope && one.ofId === scope.id && one.kind === kind)
    .sort((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime() || a.at.getTime() - b.at.getTime());
  const current = own.filter(({ effectiveAt }) => effectiveAt <= now).at(-1);
  const next = own.find(({ effectiveAt }) => effectiveAt > now);
  return {
    kind,
    period: current?.period ?? (scope.scope === 'workspace' ? 'forever' : 'inherit'),
    since: current?.effectiveAt.toISOString() ?? null,
    by: current?.by ?? null,
    next: next ? { period: next.period, at: next.effectiveAt.toISOString(), by: next.by } : null,
  };
}
