import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetentionPeriod, RetentionScope } from '#contract/retention.ts';
import { daysKept, periodsAt, type RetentionDecision, shortens, standing } from './retention-periods.ts';

const now = new Date('2026-05-04T10:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const decided = (
  scope: RetentionScope,
  ofId: string,
  period: RetentionPeriod,
  more: Partial<RetentionDecision> = {},
): RetentionDecision => ({
  scope,
  ofId,
  kind: 'text',
  period,
  at: inDays(-10),
  by: 'Ada',
  effectiveAt: inDays(-10),
  ...more,
});
const place = { queueId: 'q', channelId: 'c' };
const kept = (decisions: RetentionDecision[], at = now) => daysKept(periodsAt(decisions, at), 'text', place);

describe('how long something is kept (R-HIS-7)', () => {
  it('is for ever as delivered; its last queue decides, else its channel, else the workspace', () => {
    expect(kept([])).toBeNull();
    const whole = decided('workspace', 'w', 365);
    expect(kept([whole])).toBe(365);
    expect(kept([whole, decided('channel', 'c', 30)])).toBe(30);
    expect(kept([whole, decided('channel', 'c', 30), decided('queue', 'q', 90)])).toBe(90);
    expect(kept([whole, decided('channel', 'c', 30), decided('queue', 'other', 90)])).toBe(30);
    expect(kept([whole, decided('channel', 'c', 30), decided('queue', 'q', 'forever')])).toBeNull();
    expect(kept([whole, decided('channel', 'c', 30), decided('queue', 'q', 'inherit')])).toBe(30);
  });

  it('is what took effect last, and nothing before its day', () => {
    const later = decided('workspace', 'w', 30, { at: now, effectiveAt: inDays(14) });
    expect(kept([decided('workspace', 'w', 365), later])).toBe(365);
    expect(kept([decided('workspace', 'w', 365), later], inDays(14))).toBe(30);
  });

  it('is shortened by a first period and by fewer days, not by more days or for ever', () => {
    const edit = (period: RetentionPeriod) => decided('workspace', 'w', period, { at: now });
    expect(shortens([], edit(365), [place])).toBe(true);
    const had = [decided('workspace', 'w', 365)];
    expect([30, 364, 365, 366, 'forever' as const].map((period) => shortens(had, edit(period), [place]))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('is shortened when a queue no longer keeps for ever what the workspace will keep for a month in a few days', () => {
    const decisions = [
      decided('queue', 'q', 'forever'),
      decided('workspace', 'w', 30, { at: inDays(-13), effectiveAt: inDays(1) }),
    ];
    expect(shortens(decisions, decided('queue', 'q', 'inherit', { at: now }), [place])).toBe(true);
    expect(shortens(decisions.slice(0, 1), decided('queue', 'q', 'inherit', { at: now }), [place])).toBe(false);
  });

  it('never gets shorter, at any time and in any place, by what is not said to shorten it', () => {
    const period = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom('forever' as const, 'inherit' as const));
    const decision = fc
      .record({
        of: fc.constantFrom(['workspace', 'w'], ['queue', 'q'], ['queue', 'r'], ['channel', 'c'], ['channel', 'd']),
        period,
        day: fc.integer({ min: -5, max: 14 }),
      })
      .map(({ of: [scope, ofId], day, ...one }) =>
        decided(scope as RetentionScope, ofId as string, one.period, {
          at: inDays(Math.min(day, -1)),
          effectiveAt: inDays(day),
        }),
      );
    const places = ['q', 'r'].flatMap((queueId) => ['c', 'd'].map((channelId) => ({ queueId, channelId })));
    let shortened = 0;
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 8 }), decision, (decisions, one) => {
        const edit = { ...one, at: now, effectiveAt: now };
        const after = [...standing(decisions, edit), edit];
        const isShorter = Array.from({ length: 16 }, (_, day) => inDays(day)).some((at) =>
          places.some((here) => {
            const days = (all: RetentionDecision[]) => daysKept(periodsAt(all, at), 'text', here) ?? Infinity;
            return days(after) < days(decisions);
          }),
        );
        if (isShorter) shortened += 1;
        return shortens(decisions, edit, places) || !isShorter;
      }),
      { numRuns: 500 },
    );
    expect(shortened).toBeGreaterThan(50);
  });
});
