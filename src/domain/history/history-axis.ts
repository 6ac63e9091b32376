import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { among } from '../contacts/among.ts';
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
  /** The conversation as which it is told: itself, or the one that it was merged into. Of a change its id. */
  rootId: string;
}

/** The card whose axis is read, with those merged into it, and what to leave out. */
export interface Axis {
  family: number[];
  filter: HistoryFilter;
}

/** Items in order, and the key to go on from; null when there is nothing more. */
export interface Piece {
  items: AxisItem[];
  next: AxisKey | null;
}

/**
 * The next piece of the axis after a key. The axis is stored nowhere: it is merged from branches that each walk an index, no further than
 * `reach` rows. A piece ends where the first of the branches that had more to give ended, since below that the others are incomplete.
 */
export async function nextPiece(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  after: AxisKey | null,
  reach: number,
): Promise<Piece> {
  const rows = await readBranches(tx, actor, axis, after, reach);
  const pinned = onAxis(of(rows, 'open'), true);
  const lastPinned = pinned.length === reach && pinned.at(-1);
  if (lastPinned) return { items: pinned, next: keyOf(lastPinned) };
  const branches = [of(rows, 'linked'), of(rows, 'participating'), of(rows, 'change')];
  const ends = branches.flatMap((branch) => (branch.length === reach ? (branch.at(-1) ?? []) : []));
  const end = ends.sort(newestFirst)[0];
  const shown = branches.flat().filter((row) => row.isShown && (!end || newestFirst(row, end) <= 0));
  const items = [...pinned, ...onAxis(shown.sort(newestFirst), false)];
  return { items, next: end ? { pinned: false, at: end.at, id: end.id } : null };
}

interface BranchRow {
  branch: 'open' | 'linked' | 'participating' | 'change';
  at: Date;
  id: string;
  rootId: string;
  /** Rows that only mark how far the branch was walked are not shown. */
  isShown: boolean;
}

/** Newer first; at one moment by id, as PostgreSQL orders uuids. */
export function newestFirst(a: { at: Date; id: string }, b: { at: Date; id: string }): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function of(rows: BranchRow[], branch: BranchRow['branch']): BranchRow[] {
  return rows.filter((row) => row.branch === branch).sort(newestFirst);
}

function onAxis(rows: BranchRow[], pinned: boolean): AxisItem[] {
  return rows.map(({ branch, at, id, rootId }) => ({
    type: branch === 'open' ? 'linked' : branch,
    pinned,
    at,
    id,
    rootId,
  }));
}

function keyOf({ pinned, at, id }: AxisItem): AxisKey {
  return { pinned, at, id };
}

/**
 * All branches in one statement: first what is open (when the piece begins among it), then everything else. Where the conversations of the card fill the
 * piece, it ends at the last of them: the other branches are walked no further back.
 */
async function readBranches(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  after: AxisKey | null,
  reach: number,
): Promise<BranchRow[]> {
  const isPinned = after?.pinned ?? true;
  const rest = isPinned ? null : after; // what is not open begins at its top
  const { rows } = await sql<BranchRow>`
    with open as materialized (${isPinned ? linked(actor, axis, sql`c.state <> 'closed'`, after, reach) : nothing}),
      linked as materialized (${linked(actor, axis, sql`c.state = 'closed'`, rest, reach)}),
      reached as materialized (select case when count(*) = ${reach} then min(at) else '-infinity' end as at from linked),
      met as materialized (${met(actor, axis, rest, reach)}),
      changed as materialized (${showsChanges(axis.filter) ? changed(actor, axis, rest, reach) : nothing})
    select 'open' as branch, at, id, id as root_id, true as is_shown from open
    union all select 'linked', at, id, id, true from linked
    union all ${participating(actor, axis)}
    union all ${changes(actor, axis)}`.execute(tx);
  return rows;
}

const nothing = sql`select null::timestamptz as at, null::uuid as id where false`;

function below(after: AxisKey | null, at: string, id: string): RawBuilder<unknown> {
  if (!after) return sql`true`;
  return sql`(${sql.ref(at)}, ${sql.ref(id)}) < (${after.at}, ${after.id}::uuid)`;
}

/** The conversations linked to the card: index conversation_of_contact, for the pinned ones conversation_open_of_contact. */
function linked(
  actor: Actor,
  axis: Axis,
  inState: RawBuilder<unknown>,
  after: AxisKey | null,
  reach: number,
): RawBuilder<unknown> {
  const ofCard = (id: RawBuilder<unknown>) => sql`select c.first_at as at, c.id from conversation c
      where c.workspace_id = ${actor.workspaceId} and c.contact_id = ${id} and c.merged_into is null
        and ${inState} and ${below(after, 'c.first_at', 'c.id')}
        and ${mayKnowOf(actor, sql.ref('c.queue_id'))} and ${conversationFits(actor, axis.filter)}
      order by c.first_at desc, c.id desc limit ${reach}`;
  return ofEach(axis.family, ofCard, reach);
}

/** Where the card's values are listed participants, whosever conversation it is: index participant_listed. */
function met(actor: Actor, axis: Axis, after: AxisKey | null, reach: number): RawBuilder<unknown> {
  return sql`select distinct on (p.first_at, p.conversation_id) p.first_at as at, p.conversation_id as id
    from identifier i cross join lateral (
      select distinct p.first_at, p.conversation_id from participant p
      where p.workspace_id = i.workspace_id and p.kind = i.kind and p.account = i.account and p.key = i.key
        and p.listed and p.role <> 'also' and ${below(after, 'p.first_at', 'p.conversation_id')}
        and p.first_at >= (select at from reached)
      order by p.first_at desc, p.conversation_id desc limit ${reach}
    ) p
    where i.workspace_id = ${actor.workspaceId} and i.owner_id ${among(axis.family)}
    order by p.first_at desc, p.conversation_id desc limit ${reach}`;
}

/** The card's changes: index change_item_of_contact. */
function changed(actor: Actor, axis: Axis, after: AxisKey | null, reach: number): RawBuilder<unknown> {
  const ofCard = (id: RawBuilder<unknown>) => sql`select distinct i.at, i.change_id as id from change_item i
      where i.workspace_id = ${actor.workspaceId} and i.contact_id = ${id} and ${below(after, 'i.at', 'i.change_id')}
        and i.at >= (select at from reached)
      order by i.at desc, i.change_id desc limit ${reach}`;
  return ofEach(axis.family, ofCard, reach);
}

/** The newest of a card and of those merged into it, each along its own index. */
function ofEach([id, ...others]: number[], ofCard: (id: RawBuilder<unknown>) => RawBuilder<unknown>, reach: number) {
  if (others.length === 0) return ofCard(sql`${id}::bigint`);
  return sql`select distinct one.at, one.id from unnest(${[id, ...others]}::bigint[]) card(id) cross join lateral (${ofCard(sql.ref('card.id'))}) one
    order by one.at desc, one.id desc limit ${reach}`;
}

/**
 * The conversations saved with another card in which a value of this one is a listed participant (R-REC-8), where that value first
 * appears in them; never pinned. The values of a card take part in its own conversations as well: those rows are walked over, and end the
 * branch like any other; of those that stand on this piece anyway nothing is read for that (`offset 0` keeps the question before the reading).
 */
function participating(actor: Actor, axis: Axis): RawBuilder<unknown> {
  const inFamily = sql`c.contact_id is not null and c.contact_id ${among(axis.family)}`;
  return sql`select 'participating', met.at, met.id, coalesce(c.id, met.id),
      c.id is not null and not (${inFamily}) and ${mayKnowOf(actor, sql.ref('c.queue_id'))}
      and ${conversationFits(actor, axis.filter)} and not exists (
        select from conversation part
        join participant earlier on earlier.workspace_id = part.workspace_id and earlier.conversation_id = part.id
        join identifier own on own.workspace_id = earlier.workspace_id and own.kind = earlier.kind and own.account = earlier.account and own.key = earlier.key
        where part.workspace_id = c.workspace_id and part.root_id = c.id and earlier.listed and own.owner_id ${among(axis.family)}
          and (earlier.first_at, earlier.conversation_id) < (met.at, met.id)
      )
    from met left join lateral (
      select c.* from conversation asked join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
      where asked.workspace_id = ${actor.workspaceId} and asked.id = met.id
        and met.id <> all(array(select id from open union all select id from linked)) offset 0
    ) c on true`;
}

/**
 * The card's changes that stand alone: not those of a conversation that is on this axis and may be read, under which they are shown. Of a
 * conversation nobody else may know of, the fact that it was linked is not shown at all.
 */
function changes(actor: Actor, axis: Axis): RawBuilder<unknown> {
  return sql`select 'change', i.at, i.id, i.id, ${changeFits(axis.filter)} and case when ch.conversation_id is null then true
      else not (coalesce(c.contact_id ${among(axis.family)}, false) and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))})
        and (coalesce(${mayKnowOf(actor, sql.ref('c.queue_id'))}, false) or exists (select from change_item other
          where other.workspace_id = ch.workspace_id and other.change_id = ch.id and other.target <> 'link'))
      end
    from changed i join change ch on ch.workspace_id = ${actor.workspaceId} and ch.id = i.id
    left join conversation asked on asked.workspace_id = ch.workspace_id and asked.id = ch.conversation_id
    left join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id`;
}
