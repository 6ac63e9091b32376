import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import {
  kindsOfConversations,
  type RetentionEdit,
  type RetentionKind,
  type RetentionOf,
  type RetentionPreview,
  type RetentionScope,
} from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { retentionDecisions, scopeOf, told } from './list-retention.ts';
import { periodsAt, type RetentionDecision, shortenedWaits, shortens, standing } from './retention-periods.ts';
import { wouldGo } from './would-go.ts';

/** What a period would take away that is kept now, and from when on. @throws NOT_FOUND; INVALID. */
export async function previewRetention(tx: Tx, actor: Actor, edit: RetentionEdit): Promise<RetentionPreview> {
  must(actor, 'manageRetention');
  const plan = await planned(tx, actor, edit, new Date());
  if (!plan.shortens) return { ...toldPlan(plan), wouldGo: 0, held: 0, more: false };
  const after = [...standing(plan.decisions, plan.decision), plan.decision];
  const at = plan.decision.effectiveAt;
  const change = { had: periodsAt(plan.decisions, at), has: periodsAt(after, at), at };
  return { ...toldPlan(plan), ...(await wouldGo(tx, actor.workspaceId, edit.kind, change)) };
}

/**
 * Sets how long a kind is kept. What keeps anything for less long than it is kept now waits for 14 days, and can be taken back until then; all else takes
 * effect at once. What waited for the same gives way.
 * @throws CONFLICT (retentionShortens) for a shortened one unless `sure`: what would go is to be seen first; NOT_FOUND; INVALID.
 */
export async function setRetention(
  tx: Tx,
  actor: Actor,
  { sure, ...edit }: RetentionEdit & { sure: boolean },
): Promise<RetentionOf> {
  must(actor, 'manageRetention');
  const { workspaceId, name: byName } = actor;
  await lockDecisions(tx, workspaceId);
  const now = new Date();
  const { scope, decision, decisions, ...plan } = await planned(tx, actor, edit, now);
  if (plan.shortens && !sure)
    throw new Refusal(
      'CONFLICT',
      'This keeps things for less long than now. Look at what would go first, then say that it is meant.',
      {
        reason: 'retentionShortens',
      },
    );
  await withdraw(tx, actor, decision, now);
  const current = told(scope, standing(decisions, decision), now).settings.find(({ kind }) => kind === edit.kind);
  if (current?.period !== decision.period) {
    const { ofId, kind, period, effectiveAt } = decision;
    const days = typeof period === 'number' ? period : null;
    const rule = typeof period === 'number' ? 'days' : period;
    await tx
      .insertInto('retentionDecision')
      .values({
        workspaceId,
        id: randomUUID(),
        scope: scope.scope,
        ofId,
        kind,
        rule,
        days,
        at: now,
        byName,
        effectiveAt,
      })
      .execute();
  }
  return told(scope, await retentionDecisions(tx, workspaceId), new Date());
}

/** A shortened period that waits for its day never comes. @throws CONFLICT (retentionNotWaiting) when none waits; NOT_FOUND. */
export async function takeBackRetention(
  tx: Tx,
  actor: Actor,
  { kind, ...of }: { scope: RetentionScope; id?: string | undefined; kind: RetentionKind },
): Promise<RetentionOf> {
  must(actor, 'manageRetention');
  await lockDecisions(tx, actor.workspaceId);
  const scope = await scopeOf(tx, actor.workspaceId, of.scope, of.id);
  const taken = await withdraw(tx, actor, { scope: scope.scope, ofId: scope.id, kind }, new Date());
  if (taken === 0)
    throw new Refusal('CONFLICT', 'No shorter period waits here any more: it was taken back, or has taken effect.', {
      reason: 'retentionNotWaiting',
    });
  return told(scope, await retentionDecisions(tx, actor.workspaceId), new Date());
}

async function planned(tx: Tx, actor: Actor, { scope, id, kind, period }: RetentionEdit, now: Date) {
  const of = await scopeOf(tx, actor.workspaceId, scope, id);
  if (scope === 'workspace' ? period === 'inherit' : !isOfConversations(kind))
    throw new Refusal(
      'INVALID',
      'The workspace says it in days or for ever; queues and channels say it of conversations.',
      {
        fields: { period: scope === 'workspace' ? 'Say days, or for ever.' : 'The workspace alone says this.' },
      },
    );
  const decisions = await retentionDecisions(tx, actor.workspaceId);
  const { rows: places } = await sql<{ queueId: string; channelId: string }>`
    select q.id as queue_id, ch.id as channel_id from queue q cross join channel ch
    where q.workspace_id = ${actor.workspaceId} and ch.workspace_id = ${actor.workspaceId}`.execute(tx);
  const decided = { scope, ofId: of.id, kind, period, at: now };
  const isShortened = shortens(decisions, decided, places);
  const effectiveAt = isShortened ? new Date(now.getTime() + shortenedWaits) : now;
  return { scope: of, decisions, shortens: isShortened, decision: { ...decided, by: actor.name, effectiveAt } };
}

function isOfConversations(kind: RetentionKind): boolean {
  return (kindsOfConversations as readonly string[]).includes(kind);
}

function toldPlan({ shortens: isShortened, decision }: { shortens: boolean; decision: RetentionDecision }) {
  return { shortens: isShortened, effectiveAt: decision.effectiveAt.toISOString() };
}

/** Of two who decide at once the second sees what the first did. */
async function lockDecisions(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select from workspace where id = ${workspaceId} for no key update`.execute(tx);
}

async function withdraw(
  tx: Tx,
  actor: Actor,
  { scope, ofId, kind }: Pick<RetentionDecision, 'scope' | 'ofId' | 'kind'>,
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update retention_decision set withdrawn_at = ${now}, withdrawn_by = ${actor.name}
    where workspace_id = ${actor.workspaceId} and scope = ${scope} and of_id = ${ofId} and kind = ${kind} and withdrawn_at is null and effective_at > ${now}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}
