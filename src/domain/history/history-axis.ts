import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, mayRead } from '../operators/policy.ts';
import { changeFits, conversationFits, type HistoryFilter, showsChanges } from './history-filter.ts';

/** A place on the time axis, newest first. Open conversations are pinned above all else (R-HIS-1). */
export interface AxisKey {
  pinned: boolean;
  at: Date;
  id: string;
}

/** One thing on the axis: a conversation linked to the card, one in which a value of the card takes part, or a change. */
export interface AxisItem extends AxisKey {
  type: 'linked' | 'participating' | 'change';
}

/** The card whose axis is read, with those merged into it, and what to leave out. */
export interface Axis {
  family: number[];
  filter: HistoryFilter;
}

/**
 * The next piece of the axis after a key. The axis is stored nowhere: it is merged from branches that each walk an index, no further than
 * `reach` rows. A piece ends where the first of the branches that had more to give ended, since below that the others are incomplete.
 * @returns the items in order, and the key to go on from; null when there is nothing more.
 */
export async function nextPiece(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  after: AxisKey | null,
  reach: number,
): Promise<{ items: AxisItem[]; next: AxisKey | null }> {
  const pinned = after?.pinned ?? true;
  const branches = pinned
    ? [await linked(tx, actor, axis, after, reach)]
    : [
        await linked(tx, actor, axis, after, reach),
        await participating(tx, actor, axis, after, reach),
        await changes(tx, actor, axis, after, reach),
      ];
  const ends = branches.filter((rows) => rows.length === reach).map((rows) => rows.at(-1) as BranchRow);
  const end = ends.sort(newestFirst)[0];
  const items = branches
    .flat()
    .filter((row) => row.isShown && (!end || newestFirst(row, end) <= 0))
    .sort(newestFirst)
    .map(({ isShown: _, ...item }) => ({ ...item, pinned }));
  if (end) return { items, next: { pinned, at: end.at, id: end.id } };
  return { items, next: pinned ? { pinned: false, at: endOfTime, id: lastId } : null };
}

const endOfTime = new Date('9999-12-31T23:59:59.999Z');
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface BranchRow extends Omit<AxisItem, 'pinned'> {
  /** Rows that only mark how far the branch was walked are not shown. */
  isShown: boolean;
}

/** Newer first; at one moment by id, as PostgreSQL orders uuids. */
export function newestFirst(a: { at: Date; id: string }, b: { at: Date; id: string }): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function below(after: AxisKey | null, at: string, id: string): RawBuilder<unknown> {
  if (!after) return sql`true`;
  return sql`(${sql.ref(at)}, ${sql.ref(id)}) < (${after.at}, ${after.id}::uuid)`;
}

/** The conversations linked to the card: index conversation_of_contact, for the pinned ones conversation_open_of_contact. */
async function linked(tx: Tx, actor: Actor, axis: Axis, after: AxisKey | null, reach: number): Promise<BranchRow[]> {
  const pinned = after?.pinned ?? true;
  const { rows } = await sql<BranchRow>`
    select 'linked' as type, c.at, c.id, true as is_shown
    from unnest(${axis.family}::bigint[]) card(id) cross join lateral (
      select c.id, c.first_at as at from conversation c
      where c.workspace_id = ${actor.workspaceId} and c.contact_id = card.id and c.merged_into is null
        and ${pinned ? sql`c.state <> 'closed'` : sql`c.state = 'closed'`} and ${below(after, 'c.first_at', 'c.id')}
        and ${mayKnowOf(actor, sql.ref('c.queue_id'))} and ${conversationFits(actor, axis.filter)}
      order by c.first_at desc, c.id desc limit ${reach}
    ) c order by c.at desc, c.id desc limit ${reach}`.execute(tx);
  return rows;
}

/**
 * The conversations saved with another card in which a value of this one is a listed participant (R-REC-8), where that value first
 * appears in them; never pinned. The values of a card take part in its own conversations as well: those rows are walked over here, not
 * sought out, and end the branch like any other.
 */
async function participating(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  after: AxisKey | null,
  reach: number,
): Promise<BranchRow[]> {
  const inFamily = sql`c.contact_id is not null and c.contact_id = any(${axis.family}::bigint[])`;
  const { rows } = await sql<BranchRow>`
    select 'participating' as type, p.first_at as at, p.conversation_id as id,
      not (${inFamily}) and ${mayKnowOf(actor, sql.ref('c.queue_id'))}
      and ${conversationFits(actor, axis.filter)} and not exists (
        select from conversation part
        join participant earlier on earlier.workspace_id = part.workspace_id and earlier.conversation_id = part.id
        join identifier own on own.workspace_id = earlier.workspace_id and own.kind = earlier.kind and own.account = earlier.account and own.key = earlier.key
        where part.workspace_id = c.workspace_id and part.root_id = c.id and earlier.listed and own.owner_id = any(${axis.family}::bigint[])
          and (earlier.first_at, earlier.conversation_id) < (p.first_at, p.conversation_id)
      ) as is_shown
    from (
      select distinct on (p.first_at, p.conversation_id) p.first_at, p.conversation_id
      from identifier i cross join lateral (
        select distinct p.first_at, p.conversation_id from participant p
        where p.workspace_id = i.workspace_id and p.kind = i.kind and p.account = i.account and p.key = i.key
          and p.listed and p.role in ('from', 'replyTo', 'to', 'cc') and ${below(after, 'p.first_at', 'p.conversation_id')}
        order by p.first_at desc, p.conversation_id desc limit ${reach}
      ) p
      where i.workspace_id = ${actor.workspaceId} and i.owner_id = any(${axis.family}::bigint[])
      order by p.first_at desc, p.conversation_id desc limit ${reach}
    ) p
    join conversation asked on asked.workspace_id = ${actor.workspaceId} and asked.id = p.conversation_id
    join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
    order by p.first_at desc, p.conversation_id desc`.execute(tx);
  return rows;
}

/**
 * The card's changes that stand alone: not those of a conversation that is on this axis and may be read, under which they are shown. Of a
 * conversation nobody else may know of, the fact that it was linked is not shown at all.
 */
async function changes(tx: Tx, actor: Actor, axis: Axis, after: AxisKey | null, reach: number): Promise<BranchRow[]> {
  if (!showsChanges(axis.filter)) return [];
  const { rows } = await sql<BranchRow>`
    select 'change' as type, i.at, i.change_id as id, ${changeFits(axis.filter)} and case when ch.conversation_id is null then true
      else not (coalesce(c.contact_id = any(${axis.family}::bigint[]), false) and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))})
        and (coalesce(${mayKnowOf(actor, sql.ref('c.queue_id'))}, false) or exists (select from change_item other
          where other.workspace_id = ch.workspace_id and other.change_id = ch.id and other.target <> 'link'))
      end as is_shown
    from (
      select distinct i.at, i.change_id from unnest(${axis.family}::bigint[]) card(id) cross join lateral (
        select distinct i.at, i.change_id from change_item i
        where i.workspace_id = ${actor.workspaceId} and i.contact_id = card.id and ${below(after, 'i.at', 'i.change_id')}
        order by i.at desc, i.change_id desc limit ${reach}
      ) i order by i.at desc, i.change_id desc limit ${reach}
    ) i
    join change ch on ch.workspace_id = ${actor.workspaceId} and ch.id = i.change_id
    left join conversation asked on asked.workspace_id = ch.workspace_id and asked.id = ch.conversation_id
    left join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
    order by i.at desc, i.change_id desc`.execute(tx);
  return rows;
}
