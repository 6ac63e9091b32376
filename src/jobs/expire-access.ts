import { expireAccess } from '#domain/access/expire-access.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

/** Ends the looks at conversations whose time is over, in all workspaces. @returns how many. */
export async function expireAllAccess(store: Store): Promise<number> {
  let ended = 0;
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    ended += await store.inWorkspace(id, (tx) => expireAccess(tx, id));
  }
  return ended;
}
