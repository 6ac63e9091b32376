import { emptyMemory, type SearchMemory } from '#domain/contacts/duplicates/changed-cards.ts';
import { keepFinding } from '#domain/contacts/duplicates/keep-finding.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

/**
 * Keeps the possible duplicates of all workspaces up to date (R-BEY-3), one workspace after the other; one that fails keeps no other waiting.
 * @returns what is to be done every few seconds, until its signal aborts.
 */
export function duplicateFinder(store: Store): (stopping: AbortSignal) => Promise<void> {
  const memories = new Map<string, SearchMemory>();
  return async (stopping) => {
    const failures: unknown[] = [];
    for (const { id } of await store.atTheDoor(allWorkspaces)) {
      if (stopping.aborted) return;
      const memory = memories.get(id) ?? emptyMemory();
      memories.set(id, memory);
      await keepFinding(store, id, memory, stopping).catch((error) => void failures.push(error));
    }
    if (failures.length > 0 && !stopping.aborted) throw failures[0];
  };
}
