import {
  kindsOfConversations,
  type RetentionKind,
  type RetentionPeriod,
  type RetentionScope,
  retentionKinds,
} from '#contract/retention.ts';

/** Somebody decided how long a kind is kept, from a moment on. `ofId`: the workspace, a queue or a channel. */
export interface RetentionDecision {
  scope: RetentionScope;
  ofId: string;
  kind: RetentionKind;
  period: RetentionPeriod;
  at: Date;
  by: string | null;
  effectiveAt: Date;
}

/** Where a conversation is: its last queue, and its channel. */
export interface Place {
  queueId: string;
  channelId: string;
}

/** How long a kind is kept at one moment: what the workspace says, and the queues and channels that say something themselves. */
interface PeriodsOfKind {
  workspace: RetentionPeriod;
  queues: Record<string, RetentionPeriod>;
  channels: Record<string, RetentionPeriod>;
}
export type Periods = Record<RetentionKind, PeriodsOfKind>;

/** Milliseconds that a shortened period waits before it takes effect (R-HIS-7). */
export const shortenedWaits = 14 * 86_400_000;

/** What is in effect at a moment: of each scope and kind the decision that took effect last; without any, for ever. */
export function periodsAt(decisions: RetentionDecision[], at: Date): Periods {
  const periods = Object.fromEntries(
    retentionKinds.map((kind) => [kind, { workspace: 'forever', queues: {}, channels: {} }]),
  ) as unknown as Periods;
  for (const { scope, ofId, kind, period } of decisions.filter(({ effectiveAt }) => effectiveAt <= at).sort(inOrder)) {
    if (scope === 'workspace') periods[kind].workspace = period;
    else periods[kind][scope === 'queue' ? 'queues' : 'channels'][ofId] = period;
  }
  return periods;
}

function inOrder(one: RetentionDecision, other: RetentionDecision): number {
  return one.effectiveAt.getTime() - other.effectiveAt.getTime() || one.at.getTime() - other.at.getTime();
}

/** Days that a kind is kept in a place; null: for ever. Its queue says, else its channel, else the workspace. */
export function daysKept(periods: Periods, kind: RetentionKind, place: Place | null): number | null {
  const { workspace, queues, channels } = periods[kind];
  const said = [place && queues[place.queueId], place && channels[place.channelId], workspace];
  const period = said.find((one) => one != null && one !== 'inherit');
  return typeof period === 'number' ? period : null;
}

/**
 * Whether a decision keeps anything, anywhere, for less long than without it, now or when something that waits comes into effect. What waits of the
 * same scope and kind gives way to it.
 */
export function shortens(
  decisions: RetentionDecision[],
  decision: Omit<RetentionDecision, 'by' | 'effectiveAt'>,
  places: Place[],
): boolean {
  const { at: now, kind } = decision;
  const after = [...standing(decisions, decision), { ...decision, by: null, effectiveAt: now }];
  const moments = [now, ...decisions.map(({ effectiveAt }) => effectiveAt).filter((at) => at > now)];
  const isOfConversations = (kindsOfConversations as readonly string[]).includes(kind);
  const whole = decision.scope === 'workspace' ? [null] : [];
  return moments.some((moment) => {
    const [had, has] = [periodsAt(decisions, moment), periodsAt(after, moment)];
    return [...whole, ...(isOfConversations ? places : [])].some((place) =>
      isShorter(daysKept(has, kind, place), daysKept(had, kind, place)),
    );
  });
}

/** The decisions without those that wait for the same scope and kind. */
export function standing(
  decisions: RetentionDecision[],
  { scope, ofId, kind, at }: Pick<RetentionDecision, 'scope' | 'ofId' | 'kind' | 'at'>,
): RetentionDecision[] {
  const isSame = (one: RetentionDecision) => one.scope === scope && one.ofId === ofId && one.kind === kind;
  return decisions.filter((one) => !isSame(one) || one.effectiveAt <= at);
}

function isShorter(one: number | null, other: number | null): boolean {
  return one !== null && (other === null || one < other);
}
