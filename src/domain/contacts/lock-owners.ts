import { sql } from 'kysely';
import type { ContactEdit } from '#contract/contact.ts';
import type { IdentifierKind } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { canonicalEntered, type GivenValue } from '../identity/canonical-entered.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact } from '../operators/policy.ts';
import { type CardState, cardState } from './card-state.ts';

/** The other cards that a Save may take values from, locked, as they were before it. */
export type OtherCards = ReadonlyMap<number, CardState>;

type Change = NonNullable<NonNullable<ContactEdit['identifiers']>['change']>[number];

/**
 * Locks the cards that a Save touches, in the order of their ids, so that two who take values from each other's cards never wait crosswise: the
 * edited one, where there is one yet, and those that own what is to be moved, shared or made its own. Cards that the actor may
 * not see are left alone.
 */
export async function lockOwners(
  tx: Tx,
  actor: Actor,
  id: number | null,
  {
    add = [],
    change = [],
  }: { add?: (GivenValue & { ifTaken?: string | undefined })[] | undefined; change?: Change[] | undefined },
): Promise<OtherCards> {
  const added = add.filter(isTaking);
  const changed = change.filter((one) => one.state !== undefined || (isTaking(one) && one.value !== undefined));
  if (added.length === 0 && changed.length === 0) return new Map();
  const keys = [
    ...(await keysOf(tx, actor.workspaceId, added)),
    ...(await keysOfChanges(tx, actor.workspaceId, changed)),
  ];
  const owners = await ownersOf(tx, actor, keys);
  const { rows } = await sql<{ id: number; isEdited: boolean }>`
    select id, coalesce(id = (select survivor_id from contact where workspace_id = ${actor.workspaceId} and id = ${id}), false) as is_edited
    from contact where workspace_id = ${actor.workspaceId} and id = any(array(
      select survivor_id from contact where workspace_id = ${actor.workspaceId} and id = any(${[...owners, ...(id === null ? [] : [id])]}::bigint[])))
    order by id for update`.execute(tx);
  const others = new Map<number, CardState>();
  for (const row of rows) {
    if (owners.includes(row.id) && !row.isEdited) others.set(row.id, await cardState(tx, actor.workspaceId, row.id));
  }
  return others;
}

function isTaking({ ifTaken }: { ifTaken?: string | undefined }): boolean {
  return ifTaken === 'move' || ifTaken === 'share';
}

/** What is no value of its kind is refused later, by name. */
async function keysOf(tx: Tx, workspaceId: string, given: GivenValue[]): Promise<ValueKey[]> {
  const read = await canonicalEntered(tx, workspaceId, given);
  return read.flatMap((one) => ('value' in one ? one.value : []));
}

async function keysOfChanges(tx: Tx, workspaceId: string, changes: Change[]): Promise<ValueKey[]> {
  if (changes.length === 0) return [];
  const standing = await tx
    .selectFrom('contactIdentifier')
    .select(['id', 'kind', 'account', 'key'])
    .where('workspaceId', '=', workspaceId)
    .where(
      'id',
      'in',
      changes.map(({ id }) => id),
    )
    .execute();
  const entered = standing.flatMap(({ id, kind, account }) => {
    const value = changes.find((change) => change.id === id)?.value;
    return value === undefined ? [] : [{ kind: kind as IdentifierKind, account, value }];
  });
  return [...standing, ...(await keysOf(tx, workspaceId, entered))];
}

async function ownersOf(tx: Tx, actor: Actor, values: ValueKey[]): Promise<number[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select distinct s.id from identifier i
    join contact c on c.workspace_id = i.workspace_id and c.id = i.owner_id
    join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where i.workspace_id = ${actor.workspaceId} and ${maySeeContact(actor, sql.ref('s.id'))} and (i.kind, i.account, i.key) in (
      select * from unnest(${values.map(({ kind }) => kind)}::text[], ${values.map(({ account }) => account)}::text[],
        ${values.map(({ key }) => key)}::text[]))`.execute(tx);
  return rows.map(({ id }) => id);
}
