import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { changedCards, isRemembered, type SearchMemory, settledUntil } from './changed-cards.ts';
import { findAll } from './find-all.ts';
import { findChanged } from './find-changed.ts';
import { modelVersion } from './matcher/model.ts';
import { mostAtOnce } from './read-all-cards.ts';
import { claimRun, readSearch, type Search, type Store } from './search-run.ts';

/**
 * Keeps the possible duplicates of a workspace up to date; to be done every few seconds, by as many processes as there are. Looks at the cards
 * that changed; where much changed, nothing was learned yet, or somebody asked for it, at all of them. A workspace in which nothing
 * changed costs one look.
 */
export async function keepFinding(
  store: Store,
  workspaceId: string,
  memory: SearchMemory,
  signal: AbortSignal,
): Promise<void> {
  const { todo, settled } = await store.inWorkspace(workspaceId, (tx) => look(tx, workspaceId, memory));
  if (todo === 'changes') await findChanged(store, workspaceId, memory, { settled, signal });
  if (todo !== 'all') return;
  const run = await store.inWorkspace(workspaceId, (tx) => claimRun(tx, workspaceId));
  if (run) await findAll(store, workspaceId, run, { signal, seen: new Date(settled ?? Date.now() - unsettled) });
}

/** Milliseconds before now up to which changes are taken as committed where nothing better is known. */
const unsettled = 10_000;

const minute = 60_000;
const day = 24 * 60 * minute;

interface Look {
  todo: 'nothing' | 'changes' | 'all';
  settled: number | null;
}

async function look(tx: Tx, workspaceId: string, memory: SearchMemory): Promise<Look> {
  const search = await readSearch(tx, workspaceId);
  const settled = await settledUntil(tx, memory);
  if (search?.running) return { todo: 'nothing', settled };
  if (search?.asked) return { todo: 'all', settled };
  if (!search || search.modelVersion !== modelVersion) {
    const isDue = !failedLately(search) && (await activeCards(tx, workspaceId, 2)) === 2;
    return { todo: isDue ? 'all' : 'nothing', settled };
  }
  const changed = await changedCards(tx, workspaceId, search.seen, 500);
  if (changed.length === 0) return { todo: 'nothing', settled };
  if (await hasGrown(tx, workspaceId, memory, search)) return { todo: 'all', settled };
  const isNews = changed.length === 500 || changed.some((card) => !isRemembered(memory, card));
  const isPassed = settled !== null && (changed[0]?.ms ?? 0) <= settled;
  return { todo: isNews || isPassed ? 'changes' : 'nothing', settled };
}

/** A run that fails is not tried again at once, unless somebody asks for it. */
function failedLately(search: Search | null): boolean {
  return search?.endedAt != null && isWithin(search.endedAt, 10 * minute) && !isThrough(search);
}

function isThrough({ endedAt, learnedAt }: Search): boolean {
  return endedAt?.getTime() === learnedAt?.getTime();
}

function isWithin(moment: Date, milliseconds: number): boolean {
  return moment.getTime() > Date.now() - milliseconds;
}

/**
 * Whether all cards are to be learned from and compared anew: they have doubled; or are a fifth more, and a day has passed; or so many changed
 * that one by one would take longer. A large directory is counted once a minute.
 */
async function hasGrown(tx: Tx, workspaceId: string, memory: SearchMemory, search: Search): Promise<boolean> {
  const { learnedFrom, learnedAt } = search;
  if (failedLately(search) || !learnedAt) return false;
  if (learnedFrom > 10_000 && memory.countedAt > Date.now() - minute) return false;
  memory.countedAt = Date.now();
  const count = await activeCards(tx, workspaceId, 2 * learnedFrom + 10);
  if (count >= 2 * learnedFrom + 10) return true;
  if (count >= 1.2 * learnedFrom + 10 && !isWithin(learnedAt, day)) return true;
  if (learnedFrom > mostAtOnce || isWithin(learnedAt, 5 * minute)) return false;
  const many = Math.max(2_000, Math.ceil(learnedFrom / 5));
  return (await changedCards(tx, workspaceId, search.seen, many)).length === many;
}

/** How many active cards there are, counted no further than `atMost`. */
async function activeCards(tx: Tx, workspaceId: string, atMost: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select from contact where workspace_id = ${workspaceId} and state = 'active' limit ${atMost}) c`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}
