import { refreshOldSearches } from '#domain/contacts/refresh-old-searches.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

/**
 * After an update of Vizitka that searches otherwise than before: makes the cards of all workspaces findable so, page by page. What this process has gone
 * through needs nothing more.
 * @returns what is to be done from time to time, until its signal aborts.
 */
export function searchRefresher(store: Store): (stopping: AbortSignal) => Promise<void> {
  const reached = new Map<string, number | null>();
  return async (stopping) => {
    for (const { id } of await store.atTheDoor(allWorkspaces)) {
      for (let after = reached.get(id) ?? 0; reached.get(id) !== null && !stopping.aborted; ) {
        const from = after;
        const { last } = await store.inWorkspace(id, (tx) => refreshOldSearches(tx, id, from));
        reached.set(id, last);
        after = last ?? after;
      }
    }
  };
}
