import { type RawBuilder, sql } from 'kysely';
import type { Places } from '#db/written-once.ts';
import { keyText, type ValueToAttach } from '../contacts/attach-values.ts';
import type { Evidence } from '../identity/evidence.ts';
import { fewestThatCrowd } from '../identity/suspicious.ts';
import type { FoundConversation } from './found-conversation.ts';

/**
 * Whether all that a decision brings to a card stands there as its own already, and is only vouched for better now, as with the first message of somebody whom a
 * person typed in. It changes no value that the history tells of. Fields that may stand on several cards go the long way.
 */
export function onlyRaises({ known }: FoundConversation, add: Evidence[], contactId: number): boolean {
  const own = new Set(
    known?.flatMap((value) => {
      const stands = value.ownerId === contactId && value.cards.some((card) => card.contactId === contactId);
      return stands ? keyText(value) : [];
    }),
  );
  return add.every((one) => own.has(keyText(one)) && !one.kind.startsWith('custom:'));
}

/** Values that are raised, side by side, and how many they are. */
export interface RaisedValues {
  workspaceId: string;
  raised: number;
  /** A card that has so many may be crowded by them. */
  tooMany: number;
  raisedKinds: string[];
  raisedAccounts: string[];
  raisedKeys: string[];
  raisedTrusts: number[];
  raisedSources: string[];
  raisedSeenAt: Date[];
}

export function raisedValues(values: ValueToAttach[]): Omit<RaisedValues, 'workspaceId'> {
  return {
    raised: values.length,
    tooMany: fewestThatCrowd - values.length,
    raisedKinds: values.map(({ kind }) => kind),
    raisedAccounts: values.map(({ account }) => account),
    raisedKeys: values.map(({ key }) => key),
    raisedTrusts: values.map(({ trust }) => trust),
    raisedSources: values.map(({ source }) => JSON.stringify(source)),
    raisedSeenAt: values.map(({ seenAt }) => seenAt),
  };
}

/** Whether they still stand on the card `s`, and it has too few values for any to crowd it (R-ID-7): else they go the long way. */
export function mayRaise(value: Places<RaisedValues>): RawBuilder<unknown> {
  return sql`(select count(*) from contact_identifier ci join ${listed(value)} on ci.kind = r.kind and ci.account = r.account and ci.key = r.key
      where ci.workspace_id = ${value.workspaceId} and ci.contact_id = s.id) = ${value.raised}::int
    and (select count(*) from contact_identifier ci where ci.workspace_id = ${value.workspaceId} and ci.contact_id = s.id
      and ci.source ->> 'by' in ('channel', 'rule')) < ${value.tooMany}::int`;
}

/** The part that raises them on the card of `home`, as attachValues would. */
export function raised(value: Places<RaisedValues>): RawBuilder<unknown> {
  return sql`raised as (
    update contact_identifier ci set trust = greatest(ci.trust, r.trust), first_seen = least(ci.first_seen, r.seen_at),
      source = case when (-r.trust, r.seen_at) < (-ci.trust, ci.first_seen) then r.source else ci.source end
    from ${listed(value)}, home
    where ci.workspace_id = ${value.workspaceId} and ci.contact_id = home.survivor_id and ci.kind = r.kind and ci.account = r.account and ci.key = r.key)`;
}

function listed(value: Places<RaisedValues>): RawBuilder<unknown> {
  return sql`unnest(${value.raisedKinds}::text[], ${value.raisedAccounts}::text[], ${value.raisedKeys}::text[],
    ${value.raisedTrusts}::smallint[], ${value.raisedSources}::jsonb[], ${value.raisedSeenAt}::timestamptz[])
    as r (kind, account, key, trust, source, seen_at)`;
}
