import { type RawBuilder, sql } from 'kysely';
import type { ContactRow } from '#contract/contact.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { aboutHowMany } from './about-how-many.ts';
import { type DirectoryKey, directoryOrders } from './directory-order.ts';
import { tierPage } from './directory-page.ts';
import { readDirectoryQuery } from './directory-query.ts';
import { directoryRows } from './directory-rows.ts';
import { type DirectorySight, directorySight, isShown, lastContactSeen } from './directory-sight.ts';
import { type DirectoryTier, everyHit, exactIds, relevanceTiers } from './directory-tiers.ts';
import type { DirectoryList } from './directory-walk.ts';
import { readDirectoryCursor, writeDirectoryCursor } from './list-cursor.ts';

/** What the directory is asked: api.contacts.list. Filters of one kind are alternatives, different kinds all have to hold. */
export interface ListInput {
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  sort?: 'relevance' | 'id' | '-id' | 'name' | '-name' | 'lastContact' | '-lastContact' | undefined;
  channel?: unknown[] | undefined;
  tag?: unknown[] | undefined;
  has?: unknown[] | undefined;
  /** When somebody last wrote or called, as far as the actor may know: from, and before. */
  lastContactFrom?: string | undefined;
  lastContactTo?: string | undefined;
  state: 'active' | 'binned';
}

/**
 * The directory (R-DIR-1): search as you type, filters, orders, page by key. By relevance an exact value, number or name comes first, then
 * what begins words of the name, then what contains the text anywhere; in each the last contact first. Shows only the cards, last contacts
 * and channels that the actor may know of (R-HIS-5).
 * @returns pages that may be short, even empty, while `nextCursor` says there may be more: a search for what hardly any card has stops looking
 * after a while. `about` comes with the first page only: how many there are, exact up to a thousand.
 * @throws INVALID for a cursor that is none of this list.
 */
export async function listContacts(
  tx: Tx,
  actor: Actor,
  input: ListInput,
): Promise<{ items: ContactRow[]; nextCursor: string | null; about: number | null }> {
  must(actor, 'seeCards');
  const sight = await directorySight(tx, actor);
  const query = readDirectoryQuery(input.q, sight.country);
  const byRelevance = query !== null && input.state === 'active' && (input.sort ?? 'relevance') === 'relevance';
  const sort =
    input.sort && input.sort !== 'relevance' ? input.sort : input.state === 'binned' ? '-binned' : '-lastContact';
  const exact = query ? await exactIds(tx, actor.workspaceId, query) : [];
  const all: DirectoryTier = query ? everyHit(actor.workspaceId, query, exact) : { isIn: sql<boolean>`true` };
  const tiers = byRelevance ? relevanceTiers(actor.workspaceId, query, exact) : [all];
  const cursor = readDirectoryCursor(input.cursor, sort, tiers.length);
  const list: DirectoryList = {
    sight,
    state: input.state,
    order: directoryOrders[sort],
    filters: filtersOf(input, sight),
  };
  const found: Place[] = [];
  let goOn: Place | null = null;
  for (let tier = cursor?.tier ?? 0; tier < tiers.length && found.length <= input.limit && !goOn; tier++) {
    const after = cursor?.tier === tier ? cursor.key : null;
    const page = await tierPage(tx, list, tiers[tier] as DirectoryTier, after, input.limit + 1 - found.length);
    found.push(...page.found.map((key) => ({ tier, key })));
    if (page.goOn) goOn = { tier, key: page.goOn };
  }
  const shown = found.slice(0, input.limit);
  const last = found.length > input.limit ? shown.at(-1) : goOn;
  const items = await directoryRows(
    tx,
    sight,
    shown.map(({ key }) => key.id),
    query,
  );
  return {
    items,
    nextCursor: last ? writeDirectoryCursor({ sort, ...last }) : null,
    about: cursor ? null : last ? await aboutHowMany(tx, list, all, isFiltered(input)) : items.length,
  };
}

interface Place {
  tier: number;
  key: DirectoryKey;
}

function isFiltered(input: ListInput): boolean {
  const { q, channel, tag, has, lastContactFrom, lastContactTo } = input;
  return Boolean(q?.trim() || channel || tag || has || lastContactFrom || lastContactTo);
}

/** Conditions on the rows of `c`; what the actor may see is one of them, applied before any limit. Aggregates, not EXISTS, whose whole table the planner would hash. */
function filtersOf(input: ListInput, sight: DirectorySight): RawBuilder<boolean> {
  const { workspaceId } = sight.actor;
  const conditions = [isShown(sight)];
  if (input.tag) conditions.push(sql<boolean>`c.tags && ${input.tag}::text[]`);
  if (input.channel) {
    conditions.push(sql<boolean>`(select bool_or(a.kinds && ${input.channel}::text[]) from contact_activity a
      where a.workspace_id = ${workspaceId} and a.contact_id = c.id and a.queue_id <> all(${sight.hidden}::uuid[]))`);
  }
  if (input.has) {
    conditions.push(sql<boolean>`(select bool_or(h.kind = any(${input.has}::text[])) from contact_identifier h
      where h.workspace_id = ${workspaceId} and h.contact_id = c.id)`);
  }
  if (input.lastContactFrom)
    conditions.push(sql<boolean>`${lastContactSeen(sight)} >= ${input.lastContactFrom}::timestamptz`);
  if (input.lastContactTo)
    conditions.push(sql<boolean>`${lastContactSeen(sight)} < ${input.lastContactTo}::timestamptz`);
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
