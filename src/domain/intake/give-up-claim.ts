import { sql } from 'kysely';
import { trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { chooseMain, standOnCard, type ValueToAttach } from '../contacts/attach-values.ts';
import type { CardValue } from '../contacts/card-state.ts';
import { refreshSearch } from '../contacts/refresh-search.ts';
import type { TouchedValue } from '../history/record-change.ts';

/**
 * A claimed value is given up when another card brings it with trust *channel* or higher (R-ID-3): the value changes its owner, and leaves the card that
 * only claimed it. Nothing happens when the claim was strengthened or moved meanwhile.
 */
export async function giveUpClaim(
  tx: Tx,
  workspaceId: string,
  value: ValueToAttach,
  toContactId: number,
): Promise<TouchedValue[]> {
  const { rows } = await sql<GivenUp>`
    with claim as (
      select i.owner_id as contact_id from identifier i
      join contact_identifier ci on ci.workspace_id = i.workspace_id and ci.contact_id = i.owner_id
        and ci.kind = i.kind and ci.account = i.account and ci.key = i.key
      where i.workspace_id = ${workspaceId} and i.kind = ${value.kind} and i.account = ${value.account} and i.key = ${value.key}
        and i.state = 'owned' and i.owner_id <> ${toContactId} and ci.trust = ${trustLevel('claimed')} for update of i),
    moved as (
      update identifier i set owner_id = ${toContactId} from claim
      where i.workspace_id = ${workspaceId} and i.kind = ${value.kind} and i.account = ${value.account} and i.key = ${value.key})
    delete from contact_identifier ci using claim
    where ci.workspace_id = ${workspaceId} and ci.contact_id = claim.contact_id and ci.kind = ${value.kind} and ci.account = ${value.account}
      and ci.key = ${value.key}
    returning ci.contact_id, ci.id, ci.display, ci.label, ci.trust, ci.main, ci.source, ci.first_seen`.execute(tx);
  const [claim] = rows;
  if (!claim) return [];
  const { contactId: claimedBy, ...given } = claim;
  await standOnCard(tx, workspaceId, toContactId, [value]);
  await chooseMain(tx, workspaceId, claimedBy);
  await refreshSearch(tx, workspaceId, claimedBy);
  const { kind, account, key, display, trust, source } = value;
  return [
    {
      contactId: claimedBy,
      target: 'identifier',
      before: { kind, account, key, ...given, owned: true, state: 'owned' },
      after: null,
    },
    {
      contactId: toContactId,
      target: 'identifier',
      before: null,
      after: { kind, account, key, display, trust, source, owned: true, state: 'owned' },
    },
  ];
}

/** A claim as it stood, whole: Undo gives it back. */
interface GivenUp extends Pick<CardValue, 'id' | 'display' | 'label' | 'trust' | 'main' | 'source'> {
  contactId: number;
  firstSeen: Date;
}
