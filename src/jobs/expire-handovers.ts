import { expireHandovers } from '#domain/conversations/desk/expire-handovers.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

/** Ends what colleagues were asked and did not answer in time, in all workspaces. @returns how many. */
export async function expireAllHandovers(store: Store): Promise<number> {
  let expired = 0;
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    expired += await store.inWorkspace(id, (tx) => expireHandovers(tx, id));
  }
  return expired;
}
