import { sql } from 'kysely';
import type { IdentifierConflict } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { may, maySeeContact } from '../operators/policy.ts';

/** The card that owns a value, as somebody who may see it is told. */
export interface Owner {
  /** The card in the row of the value. */
  id: number;
  /** The card that reads for it: itself, unless it was merged. */
  survivorId: number;
  name: string | null;
}

/** Those of some cards that the actor may see, by the id asked for. A card that may not be seen must not be told by a refusal either. */
export async function seenOwners(tx: Tx, actor: Actor, ids: number[]): Promise<Map<number, Owner>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Owner>`
    select c.id, s.id as survivor_id, s.name from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = any(${ids}::bigint[])
      and ${maySeeContact(actor, sql.ref('s.id'))}`.execute(tx);
  return new Map(rows.map((owner) => [owner.id, owner]));
}

/** Values that other cards have, with the field of the request that each came in. */
export type TakenBy = { kind: string; display: string; field: string; owner: Owner }[];

/** The refusal that names the card which has a value, and the ways on that the actor has (R-ID-5). Never a bare "must be unique". */
export function takenRefusal(actor: Actor, [first, ...more]: TakenBy): Refusal {
  if (!first) throw new RangeError('no value is taken');
  const mayMerge = may(actor, 'mergeCards');
  const mayShare = may(actor, 'shareValues');
  const data: IdentifierConflict = {
    kind: first.kind,
    value: first.display,
    contact: { id: first.owner.survivorId, name: first.owner.name },
    ways: ['open', 'move', ...(mayMerge ? (['merge'] as const) : []), ...(mayShare ? (['share'] as const) : [])],
  };
  const waysOn = [
    'Open that card',
    'move the value here',
    ...(mayMerge ? ['merge the two cards'] : []),
    ...(mayShare ? ['mark the value as shared'] : []),
  ];
  const last = waysOn.pop();
  return new Refusal('CONFLICT', `${sentence(first)} ${waysOn.join(', ')} or ${last}.`, {
    data,
    fields: Object.fromEntries([first, ...more].map((taken) => [taken.field, sentence(taken)])),
  });
}

function sentence({ display, owner }: TakenBy[number]): string {
  const { name, survivorId } = owner;
  return `“${display}” is on the card of ${name ? `${name} (${survivorId})` : `client ${survivorId}`}.`;
}
