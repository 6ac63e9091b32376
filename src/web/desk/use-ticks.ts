import { useState } from 'react';
import type { Conversation } from '#contract/conversation.ts';
import type { Trust } from '#contract/identifiers.ts';

/** An identifier of the conversation's own client that may go to a card. */
export interface Tickable {
  kind: string;
  value: string;
  display: string;
  trust: Trust;
  /** The check of the sender failed: not ticked by itself. */
  failed: boolean;
}

export interface Ticks {
  all: Tickable[];
  isTicked: (one: Tickable) => boolean;
  tick: (one: Tickable, on: boolean) => void;
  /** What goes to the card; without what it has already. */
  chosenFor: (has?: { kind: string; value: string }[]) => { kind: string; value: string }[];
}

/** The conversation's identifiers with tick boxes: ticked when claimed or better, not when a check failed (R-TAB-2). Others' addresses are not theirs. */
export function useTicks(conversation: Conversation): Ticks {
  const [byHand, setByHand] = useState<Record<string, boolean>>({});
  const all = tickables(conversation);
  const isTicked = (one: Tickable) => byHand[keyOf(one)] ?? !one.failed;
  return {
    all,
    isTicked,
    tick: (one, on) => setByHand({ ...byHand, [keyOf(one)]: on }),
    chosenFor: (has = []) =>
      all
        .filter((one) => isTicked(one) && !has.some(({ kind, value }) => kind === one.kind && value === one.value))
        .map(({ kind, value }) => ({ kind, value })),
  };
}

function tickables({ participants, client, failedCheck }: Conversation): Tickable[] {
  const own = participants
    .filter(({ role, own: isOurs }) => !isOurs && (role === 'from' || role === 'also'))
    .map(({ kind, value, display, trust }) => ({
      kind,
      value,
      display,
      trust: trust ?? ('claimed' as const),
      failed: failedCheck && kind === 'email',
    }));
  const typed = (['email', 'phone'] as const).flatMap((kind) => {
    const value = client[kind];
    const known = own.some((one) => one.kind === kind && (one.value === value || one.display === value));
    return value && !known ? [{ kind, value, display: value, trust: 'operator' as const, failed: false }] : [];
  });
  const added = client.identifiers.map((one) => ({ ...one, trust: 'operator' as const, failed: false }));
  return [...new Map([...own, ...typed, ...added].map((one) => [keyOf(one), one])).values()];
}

function keyOf({ kind, value }: { kind: string; value: string }): string {
  return `${kind} ${value}`;
}
