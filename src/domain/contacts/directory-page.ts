import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type DirectoryKey, type DirectoryOrder, keyValue, orderBy, type Stretch, stretches, within } from './directory-order.ts';
import { type DirectorySight, lastContactSeen } from './directory-sight.ts';
import type { DirectoryTier } from './directory-tiers.ts';

/** What a page is read from. `filters` are conditions on rows of `c`, sight among them. */
export interface DirectoryList {
  sight: DirectorySight;
  state: 'active' | 'binned';
  order: DirectoryOrder;
  filters: RawBuilder<boolean>;
}

/** So many candidates are looked up and sorted; above, the order's own index is walked until the page is full. Both cost a few milliseconds at a million cards. */
const mostCandidates = 3_000;
const mostGathered = 10_000;
const firstSteps = 1_000;
/** A walk that promises to be longer than this asks the trigram index first. */
const longWalk = 15_000;

/**
 * The next `need` cards of one tier in an order, after a key. No single plan serves every fragment: rare ones are looked up and
 * sorted, common ones are met often enough on a walk along the order. A walk looks where it stands and changes over when hits are sparse.
 */
export async function tierPage(tx: Tx, list: DirectoryList, tier: DirectoryTier, after: DirectoryKey | null, need: number): Promise<DirectoryKey[]> {
  if (list.state === 'binned') return sorted(tx, list, tier, after, need, null);
  const few = await tier.candidates?.(tx, mostCandidates);
  if (few) return sorted(tx, list, tier, after, need, few);
  if (isReordered(list) && !list.order.descending) return sorted(tx, list, tier, after, need, null);
  const walk = new Walk(tx, list, tier, after, need);
  let gather = tier.gathered;
  for (let steps = firstSteps; await walk.go(steps); steps = Math.min(steps * 4, 50_000)) {
    if (!gather || walk.outlook() < longWalk) continue;
    const gathered = await gather(tx, mostGathered);
    if (gathered) return sorted(tx, list, tier, after, need, gathered);
    gather = undefined;
  }
  return walk.page();
}

/** Those of some cards (null: of all) that belong to the tier, sorted. */
async function sorted(
  tx: Tx,
  list: DirectoryList,
  tier: DirectoryTier,
  after: DirectoryKey | null,
  need: number,
  ids: number[] | null,
): Promise<DirectoryKey[]> {
  if (ids?.length === 0) return [];
  const { sight, order } = list;
  const found: DirectoryKey[] = [];
  const among = ids ? sql`and c.id = any(${ids}::bigint[])` : sql``;
  for (const stretch of stretches(order, after)) {
    if (found.length >= need) break;
    const { rows } = await sql<DirectoryKey>`
      select c.id, ${keyValue(order, sql.ref(`c.${order.column}`))} as value from (
        select c.id, c.sort_key, c.name_folded, c.search_folded, c.tags, c.binned_at, ${lastContactSeen(sight)} as last_contact_at
        from contact c where c.workspace_id = ${sight.actor.workspaceId} and c.state = ${list.state} ${among} offset 0) c
      where ${tier.isIn} and ${within(order, stretch, after)} and ${list.filters}
      order by ${orderBy(order)} limit ${need - found.length}`.execute(tx);
    found.push(...rows);
  }
  return found;
}

/** Whether the actor's last contacts differ from those that the index is in the order of. */
function isReordered({ order, sight }: DirectoryList): boolean {
  return order.column === 'last_contact_at' && sight.hidden.length > 0;
}

/**
 * A walk along an order's index. For whom some queues are hidden, a card's last contact may be earlier than the one it is
 * indexed by, never later: the walk then begins at the top, and a card counts once the walk is past its place.
 */
class Walk {
  private readonly hits: DirectoryKey[] = [];
  private readonly ahead: Stretch[];
  private at: DirectoryKey | null;
  private walked = 0;
  private readonly reordered: boolean;
  private readonly tx: Tx;
  private readonly list: DirectoryList;
  private readonly tier: DirectoryTier;
  private readonly after: DirectoryKey | null;
  private readonly need: number;

  constructor(tx: Tx, list: DirectoryList, tier: DirectoryTier, after: DirectoryKey | null, need: number) {
    this.tx = tx;
    this.list = list;
    this.tier = tier;
    this.after = after;
    this.need = need;
    this.reordered = isReordered(list);
    this.at = this.reordered ? null : after;
    this.ahead = stretches(list.order, this.at);
  }

  /** Goes on by so many cards. @returns false when the page is full or the directory at its end. */
  async go(steps: number): Promise<boolean> {
    const [stretch] = this.ahead;
    if (!stretch) return false;
    const { list, tier } = this;
    const { sight, order } = list;
    const value = this.reordered ? lastContactSeen(sight) : sql`c.${sql.raw(order.column)}`;
    const limit = this.reordered ? sql`` : sql`limit ${this.need - this.hits.length}`;
    const { rows } = await sql<DirectoryKey & { n: number; hit: boolean; place: string | null }>`
      select c.id, ${keyValue(order, value)} as value, ${keyValue(order, sql.ref(`c.${order.column}`))} as place, c.n, (${tier.isIn} and ${list.filters}) as hit from (
        select c.id, c.sort_key, c.last_contact_at, c.binned_at, c.name_folded, c.search_folded, c.tags, row_number() over (order by ${orderBy(order)}) as n
        from contact c where c.workspace_id = ${sight.actor.workspaceId} and c.state = 'active' and ${within(order, stretch, this.at)}
        order by ${orderBy(order)} limit ${steps}) c
      where c.n = ${steps} or (${tier.isIn} and ${list.filters})
      order by c.n ${limit}`.execute(this.tx);
    for (const { id, value: key, hit } of rows) if (hit) this.hits.push({ id, value: key });
    const last = rows.at(-1);
    this.walked += last?.n ?? steps;
    if (last?.n === steps) this.at = { id: last.id, value: last.place };
    else if (this.reordered || this.hits.length < this.need) {
      this.ahead.shift();
      this.at = null;
    }
    return this.ready().length < this.need && this.ahead.length > 0;
  }

  /** About how many cards the walk will have passed before the page is full, going by what it met so far. */
  outlook(): number {
    return (this.walked / Math.max(this.hits.length, 0.5)) * this.need;
  }

  page(): DirectoryKey[] {
    return this.ready().slice(0, this.need);
  }

  /** The hits that nothing still ahead can come before. */
  private ready(): DirectoryKey[] {
    if (!this.reordered) return this.hits;
    const { after, at } = this;
    const end = this.ahead.length === 0;
    return this.hits
      .sort(newestFirst)
      .filter((hit) => !after || newestFirst(after, hit) < 0)
      .filter((hit) => end || (at !== null && newestFirst(hit, at) <= 0));
  }
}

function newestFirst(a: DirectoryKey, b: DirectoryKey): number {
  if (a.value !== b.value) return a.value === null ? 1 : b.value === null ? -1 : a.value < b.value ? 1 : -1;
  return b.id - a.id;
}
