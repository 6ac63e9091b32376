import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { ExcludedValue } from '#contract/field.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import type { CanonicalValue } from './canonical.ts';
import { canonicalEntered, type GivenValue } from './canonical-entered.ts';

const mostListed = 10_000;

/** The values that never identify anybody (R-ID-7): the administrators' list first, then the workspace's own addresses and numbers. */
export async function listExcluded(tx: Tx, actor: Actor): Promise<{ items: ExcludedValue[]; nextCursor: null }> {
  must(actor, 'seeCards');
  const rows = await tx
    .selectFrom('excludedValue')
    .select(['kind', 'key as value', 'why', 'hits'])
    .where('workspaceId', '=', actor.workspaceId)
    .orderBy('why')
    .orderBy('kind')
    .orderBy('key')
    .execute();
  return { items: rows, nextCursor: null };
}

/**
 * Puts a value on the administrators' list: from now on it links nobody and goes to no card. Cards that have it keep it, as it stands.
 * What is listed already stays so.
 * @throws FORBIDDEN; INVALID for what is no value of its kind; CONFLICT when the list is full.
 */
export async function addExcluded(tx: Tx, actor: Actor, given: GivenValue): Promise<ExcludedValue> {
  must(actor, 'manageSettings');
  const { kind, key } = await canonicalOne(tx, actor.workspaceId, given);
  const { workspaceId } = actor;
  const { n } = await tx
    .selectFrom('excludedValue')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirstOrThrow();
  if (n >= mostListed) throw new Refusal('CONFLICT', `The list holds ${mostListed} values, which is as many as fit.`);
  await tx
    .insertInto('excludedValue')
    .values({ workspaceId, kind, key, why: 'listed' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return find(tx, workspaceId, { kind, key });
}

/**
 * Takes a value off the administrators' list: it identifies again whoever has it. Answers what it was.
 * @throws FORBIDDEN; NOT_FOUND; CONFLICT for one of the workspace's own addresses, which its channels and operators keep.
 */
export async function removeExcluded(tx: Tx, actor: Actor, given: GivenValue): Promise<ExcludedValue> {
  must(actor, 'manageSettings');
  const value = await find(tx, actor.workspaceId, await canonicalOne(tx, actor.workspaceId, given));
  if (value.why === 'own') {
    throw new Refusal('CONFLICT', `“${value.value}” is the company’s own, so it never identifies a client.`);
  }
  await tx
    .deleteFrom('excludedValue')
    .where('workspaceId', '=', actor.workspaceId)
    .where('kind', '=', value.kind)
    .where('key', '=', value.value)
    .execute();
  return value;
}

/**
 * Counts that excluded values were met: once for each of a message, when there were any, after everything else of it is written. Every hit of a
 * listed value counts. The company's own mailbox is met by every mail at once: where another transaction counts it, nobody waits.
 */
export async function countHits(tx: Tx, workspaceId: string, values: Pick<ValueKey, 'kind' | 'key'>[]): Promise<void> {
  if (values.length === 0) return;
  const met = sql`select kind, key from excluded_value where workspace_id = ${workspaceId}
    and (kind, key) in (select * from unnest(${values.map(({ kind }) => kind)}::text[], ${values.map(({ key }) => key)}::text[]))`;
  await sql`
    with listed as (${met} and why = 'listed' order by kind, key for update),
    own as (${met} and why = 'own' for update skip locked)
    update excluded_value x set hits = x.hits + 1 from (select * from listed union select * from own) m
    where x.workspace_id = ${workspaceId} and x.kind = m.kind and x.key = m.key`.execute(tx);
}

async function canonicalOne(tx: Tx, workspaceId: string, given: GivenValue): Promise<CanonicalValue> {
  const [read] = await canonicalEntered(tx, workspaceId, [given]);
  if (read && 'value' in read) return read.value;
  throw new Refusal('INVALID', 'This is no value of its kind.', {
    fields: { value: read?.problem ?? 'Give a value.' },
  });
}

async function find(
  tx: Tx,
  workspaceId: string,
  { kind, key }: Pick<ValueKey, 'kind' | 'key'>,
): Promise<ExcludedValue> {
  const row = await tx
    .selectFrom('excludedValue')
    .select(['kind', 'key as value', 'why', 'hits'])
    .where('workspaceId', '=', workspaceId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) throw notFound('value on the list');
  return row;
}
