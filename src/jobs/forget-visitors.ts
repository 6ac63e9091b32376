import { allWorkspaces } from '#domain/operators/workspaces.ts';
import { forgetVisitors } from '#domain/visitors/forget-visitors.ts';
import type { Store } from './store.ts';

/** Forgets visitors who never wrote, in all workspaces. */
export async function forgetAllVisitors(store: Store): Promise<void> {
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    await store.inWorkspace(id, (tx) => forgetVisitors(tx, id));
  }
}
