import { sql } from 'kysely';
import type { Duplicate } from '#contract/duplicate.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { duplicateRows } from './duplicate-rows.ts';

/** Two cards, in either order. */
export interface PairAsked {
  a: number;
  b: number;
}

/**
 * One pair, in whatever state. Where a card was merged into another one, the pair of that one.
 * @throws NOT_FOUND where nobody suggested or noted it, or a card of it may not be seen.
 */
export async function readDuplicate(tx: Tx, actor: Actor, asked: PairAsked): Promise<Duplicate> {
  must(actor, 'seeCards');
  const [low, high] = inOrder(asked.a, asked.b);
  const own = await duplicateRows(tx, actor, sql`p.a_id = ${low} and p.b_id = ${high}`);
  const [pair] = own.length > 0 ? own : await survivingPair(tx, actor, asked);
  if (!pair) throw notFound('possible duplicate');
  return pair;
}

/** The lower id first, as pairs are kept. */
export function inOrder(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}

async function survivingPair(tx: Tx, actor: Actor, { a, b }: PairAsked): Promise<Duplicate[]> {
  const survivor = (id: number) =>
    sql`(select f.survivor_id from contact f where f.workspace_id = ${actor.workspaceId} and f.id = ${id})`;
  return duplicateRows(
    tx,
    actor,
    sql`p.a_id = least(${survivor(a)}, ${survivor(b)}) and p.b_id = greatest(${survivor(a)}, ${survivor(b)})`,
  );
}
