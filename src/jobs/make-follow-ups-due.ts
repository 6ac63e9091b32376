import { makeDue } from '#domain/conversations/follow-ups/make-due.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

/** Makes callbacks and reminders due whose time has come, in all workspaces. @returns how many. */
export async function makeFollowUpsDue(store: Store, now = new Date()): Promise<number> {
  let due = 0;
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    due += await store.inWorkspace(id, (tx) => makeDue(tx, id, now));
  }
  return due;
}
