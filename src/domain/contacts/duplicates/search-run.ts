import { sql } from 'kysely';
import type { Database, Tx } from '#db/database.ts';
import type { Model } from './matcher/model.ts';

/** A run over all cards, by the moment it was begun: whoever has it says now and then that it is alive, and loses it when silent for a minute. */
export type Run = Date;

/** Where transactions are made: work that is too long for one takes many. */
export type Store = Pick<Database, 'inWorkspace'>;

const silence = sql`interval '60 seconds'`;

/** Asks for a run, which the next process with a free hand takes up. Nothing changes while one is asked for or under way. */
export async function askForRun(tx: Tx, workspaceId: string): Promise<void> {
  await sql`
    insert into duplicate_search as s (workspace_id, run_started_at, run_of) values (${workspaceId}, ${new Date()}, ${activeCards(workspaceId)})
    on conflict (workspace_id) do update set run_started_at = excluded.run_started_at, run_of = excluded.run_of, run_done = 0,
      run_ended_at = null, run_alive_at = null
    where s.run_started_at is null or s.run_ended_at is not null`.execute(tx);
}

/** Begins a run, or takes up one that was asked for or whose process is gone. @returns null while another is under way: one at a time. */
export async function claimRun(tx: Tx, workspaceId: string): Promise<Run | null> {
  const { rows } = await sql<{ runStartedAt: Run }>`
    insert into duplicate_search as s (workspace_id, run_started_at, run_alive_at, run_of)
    values (${workspaceId}, ${new Date()}, clock_timestamp(), ${activeCards(workspaceId)})
    on conflict (workspace_id) do update set run_started_at = excluded.run_started_at, run_alive_at = excluded.run_alive_at,
      run_of = excluded.run_of, run_done = 0, run_ended_at = null
    where s.run_started_at is null or s.run_ended_at is not null or s.run_alive_at is null or s.run_alive_at < clock_timestamp() - ${silence}
    returning run_started_at`.execute(tx);
  return rows[0]?.runStartedAt ?? null;
}

/** How the search of a workspace stands. `asked`: a run waits for somebody to take it up; `running`: somebody is at it. */
export interface Search {
  asked: boolean;
  running: boolean;
  /** The version of what was learned; null where nothing was. */
  modelVersion: number | null;
  learnedAt: Date | null;
  learnedFrom: number;
  endedAt: Date | null;
  /** Up to which card changes were looked at, by the moment (text, to the microsecond) and the id. */
  seen: Place | null;
}

export interface Place {
  at: string;
  id: number;
}

/** Reads it; null where nobody has searched yet. `lock`: keeps others from going on with it for as long as the transaction takes, null when one does. */
export async function readSearch(
  tx: Tx,
  workspaceId: string,
  options: { lock?: boolean } = {},
): Promise<Search | null> {
  const { rows } = await sql<Omit<Search, 'seen'> & { seenUntil: string | null; seenId: number | null }>`
    select s.run_started_at is not null and s.run_ended_at is null
        and (s.run_alive_at is null or s.run_alive_at < clock_timestamp() - ${silence}) as asked,
      s.run_ended_at is null and coalesce(s.run_alive_at >= clock_timestamp() - ${silence}, false) as running,
      (s.model ->> 'version')::int as model_version, s.learned_at, s.learned_from, s.run_ended_at as ended_at, s.seen_until::text, s.seen_id
    from duplicate_search s where s.workspace_id = ${workspaceId} ${options.lock ? sql`for update skip locked` : sql``}`.execute(
    tx,
  );
  if (!rows[0]) return null;
  const { seenUntil, seenId, ...search } = rows[0];
  return { ...search, seen: seenUntil === null ? null : { at: seenUntil, id: seenId ?? 0 } };
}

/** What the last run learned. */
export async function readModel(tx: Tx, workspaceId: string): Promise<Model | null> {
  const row = await tx
    .selectFrom('duplicateSearch')
    .select('model')
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirst();
  return (row?.model as Model | null | undefined) ?? null;
}

/** Says that a run is alive, and how much of it is done, from 0 to 1. @returns false when it was taken over or ended: then it is to stop. */
export async function keepRun(tx: Tx, workspaceId: string, run: Run, done: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update duplicate_search set run_alive_at = clock_timestamp(), run_done = floor(run_of * ${Math.min(1, done)}::real)
    where workspace_id = ${workspaceId} and run_started_at = ${run} and run_ended_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** Ends a run that went through: keeps what it learned, and from where on changes of cards are to be looked at. */
export async function endRun(
  tx: Tx,
  workspaceId: string,
  run: Run,
  learned: { model: Model; from: number; seen: Date },
): Promise<void> {
  await sql`
    update duplicate_search set model = ${JSON.stringify(learned.model)}::jsonb, learned_from = ${learned.from}, run_done = run_of,
      learned_at = n.at, run_ended_at = n.at, run_alive_at = null, seen_until = ${learned.seen}, seen_id = 0
    from (select ${new Date()}::timestamptz as at) n
    where workspace_id = ${workspaceId} and run_started_at = ${run} and run_ended_at is null`.execute(tx);
}

/** Lets go of a run that did not go through. `again`: somebody else may take it up at once, as when this process stops. */
export async function letGoOfRun(tx: Tx, workspaceId: string, run: Run, again: boolean): Promise<void> {
  await sql`
    update duplicate_search set run_alive_at = null, run_ended_at = ${again ? null : new Date()}
    where workspace_id = ${workspaceId} and run_started_at = ${run} and run_ended_at is null`.execute(tx);
}

/** Notes up to where changes were looked at. */
export async function noteSeen(tx: Tx, workspaceId: string, { at, id }: Place): Promise<void> {
  await sql`update duplicate_search set seen_until = ${at}::timestamptz, seen_id = ${id} where workspace_id = ${workspaceId}`.execute(
    tx,
  );
}

function activeCards(workspaceId: string) {
  return sql`(select count(*) from contact where workspace_id = ${workspaceId} and state = 'active')`;
}
