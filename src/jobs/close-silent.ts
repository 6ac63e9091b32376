import { closeSilent } from '#domain/conversations/desk/close-silent.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

/** Closes the conversations that have been silent for long enough, in all workspaces. @returns how many. */
export async function closeAllSilent(store: Store): Promise<number> {
  let closed = 0;
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    closed += await store.inWorkspace(id, (tx) => closeSilent(tx, id));
  }
  return closed;
}
