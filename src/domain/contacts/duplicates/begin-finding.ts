import type { DuplicatesStatus } from '#contract/duplicate.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { duplicatesStatus } from './duplicates-status.ts';
import { askForRun } from './search-run.ts';

/** Asks for all cards to be compared anew, in the background; while that is asked for or under way already, nothing more happens. */
export async function beginFinding(tx: Tx, actor: Actor): Promise<DuplicatesStatus> {
  must(actor, 'decideDuplicates');
  await askForRun(tx, actor.workspaceId);
  return duplicatesStatus(tx, actor);
}
