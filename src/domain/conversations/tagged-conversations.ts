import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead } from '../operators/policy.ts';

/** So many of each tag are looked at first, and in one step at most. */
const firstSteps = 200;
const mostSteps = 12_800;
/** What hardly any of so many is left of by the other conditions is not looked for in this way. */
const longestWalk = 30_000;

interface Tagged {
  tags: string[];
  /** What is asked of the conversation `c`. */
  isAsked: RawBuilder<unknown>;
  /** The last words of the page before. */
  before: Date | null;
  need: number;
}

/**
 * The newest conversations with one of some tags that the actor may read. Tags stand by the day of the last words (conversation_tag), which changes far less often
 * than their moment: whole days are taken and sorted.
 * @returns null where they are better found in another way.
 */
export async function taggedConversations(tx: Tx, actor: Actor, asked: Tagged): Promise<string[] | null> {
  const { before, need } = asked;
  const found: string[] = [];
  let from = before ? dayOf(before) : 2 ** 31 - 1;
  let walked = 0;
  for (let steps = firstSteps; ; steps = Math.min(steps * 4, mostSteps)) {
    const step = await go(tx, actor, { ...asked, from, steps, need: need - found.length });
    found.push(...step.ids);
    if (found.length >= need || step.next === null) return found;
    walked += step.walked;
    if (walked > longestWalk || (step.next === from && steps === mostSteps)) return null;
    from = step.next;
  }
}

interface Going extends Tagged {
  from: number;
  steps: number;
}

/**
 * One step: of so many of each tag as many whole days as fill the page, should all be let pass. `next`: the day that comes next; null at the end. How many steps stands in
 * its text, tags and limit behind `select`, for one plan to serve them all.
 */
async function go(tx: Tx, actor: Actor, { tags, isAsked, from, before, steps, need }: Going) {
  const seen = before ? sql`(select count(*) from walked w where w.day = ${dayOf(before)})` : sql`0`;
  const { rows } = await sql<{ next: number | null; walked: number; ids: string[] }>`
    with walked as materialized (
      select a.n, t.day, t.id from unnest((select ${tags}::text[])) with ordinality a (tag, n) cross join lateral (
        select t.day, t.conversation_id as id from conversation_tag t
        where t.workspace_id = ${actor.workspaceId} and t.tag = left(a.tag, 200) and t.day <= ${from}
        order by t.day desc, t.conversation_id desc limit ${sql.lit(steps)}) t),
    ended as (select max(one.edge) as edge from (select min(day) as edge from walked group by n having count(*) = ${sql.lit(steps)}) one),
    cut as (select max(one.day) as cut from (select w.day from walked w order by w.day desc offset ${need - 1} + ${seen} limit 1) one),
    taken as materialized (
      select distinct w.id from walked w, ended e, cut c where (e.edge is null or w.day > e.edge) and (c.cut is null or w.day >= c.cut))
    select (select greatest(e.edge, c.cut - 1) from ended e, cut c) as next, (select count(*) from walked) as walked, array(
      select c.id from taken cross join lateral (
        select c.id, c.last_at from conversation c
        where c.id = taken.id and ${isAsked} and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))} offset 0) c
      order by c.last_at desc, c.id desc limit (select ${need}::int)) as ids`.execute(tx);
  return rows[0] ?? { next: null, walked: 0, ids: [] };
}

/** As day_of() of the migrations. */
function dayOf(at: Date): number {
  return Math.floor(at.getTime() / 86_400_000);
}
