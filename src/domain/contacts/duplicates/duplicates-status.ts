import { sql } from 'kysely';
import type { DuplicatesStatus } from '#contract/duplicate.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { isTold, pairTables } from './duplicate-rows.ts';
import { shownScore } from './store-suggestions.ts';

/** Counted no further. */
const most = 10_000;

/** How the review queue and the search stand: counts of the pairs that the actor is told of, up to ten thousand of each. */
export async function duplicatesStatus(tx: Tx, actor: Actor): Promise<DuplicatesStatus> {
  must(actor, 'seeCards');
  const { workspaceId } = actor;
  const count = (states: string) => sql`(select count(*) from (select from ${pairTables}
    where p.workspace_id = ${workspaceId} and p.state in (${sql.raw(states)}) and p.score >= ${shownScore} and ${isTold(actor)} limit ${most}) n)`;
  const { rows } = await sql<Counts>`
    select ${count(`'open'`)} as open, ${count(`'later'`)} as later, ${count(`'notDuplicate', 'merged'`)} as decided,
      s.learned_at, s.run_started_at, s.run_done, s.run_of, s.run_ended_at
    from (select) one left join duplicate_search s on s.workspace_id = ${workspaceId}`.execute(tx);
  const { open, later, decided, learnedAt, runStartedAt, runEndedAt, runDone, runOf } = rows[0] as Counts;
  const isUnderWay = runStartedAt !== null && runEndedAt === null;
  return {
    open,
    later,
    decided,
    run: isUnderWay ? { done: runDone, of: runOf, startedAt: runStartedAt.toISOString() } : null,
    lastRunAt: learnedAt?.toISOString() ?? null,
  };
}

interface Counts {
  open: number;
  later: number;
  decided: number;
  learnedAt: Date | null;
  runStartedAt: Date | null;
  runDone: number;
  runOf: number;
  runEndedAt: Date | null;
}
