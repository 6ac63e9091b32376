import { type RawBuilder, sql } from 'kysely';
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

/** Whether they still stand on the card `s`, and it has too few values for any to crowd it (R-ID-7): else they go the long way. */
export function mayRaise(workspaceId: string, values: ValueToAttach[]): RawBuilder<unknown> {
  if (values.length === 0) return sql`true`;
  return sql`(select count(*) from contact_identifier ci join ${listed(values)} on ci.kind = r.kind and ci.account = r.account and ci.key = r.key
      where ci.workspace_id = ${workspaceId} and ci.contact_id = s.id) = ${values.length}::int
    and (select count(*) from contact_identifier ci where ci.workspace_id = ${workspaceId} and ci.contact_id = s.id
      and ci.source ->> 'by' in ('channel', 'rule')) < ${fewestThatCrowd - values.length}::int`;
}

/** The part that raises them on the card of `home`, as attachValues would. */
export function raised(workspaceId: string, values: ValueToAttach[]): RawBuilder<unknown>[] {
  if (values.length === 0) return [];
  return [
    sql`raised as (
    update contact_identifier ci set trust = greatest(ci.trust, r.trust), first_seen = least(ci.first_seen, r.seen_at),
      source = case when (-r.trust, r.seen_at) < (-ci.trust, ci.first_seen) then r.source else ci.source end
    from ${listed(values)}, home
    where ci.workspace_id = ${workspaceId} and ci.contact_id = home.survivor_id and ci.kind = r.kind and ci.account = r.account and ci.key = r.key)`,
  ];
}

function listed(values: ValueToAttach[]): RawBuilder<unknown> {
  return sql`unnest(${values.map(({ kind }) => kind)}::text[], ${values.map(({ account }) => account)}::text[], ${values.map(({ key }) => key)}::text[],
    ${values.map(({ trust }) => trust)}::smallint[], ${values.map(({ source }) => JSON.stringify(source))}::jsonb[], ${values.map(({ seenAt }) => seenAt)}::timestamptz[])
    as r (kind, account, key, trust, source, seen_at)`;
}
