import { allWorkspaces } from '#domain/operators/workspaces.ts';
import { applyRetention } from '#domain/privacy/apply-retention.ts';
import type { Store } from './store.ts';

/**
 * Takes away what its time is over for, in all workspaces (R-HIS-7); one that fails keeps no other waiting.
 * @throws all that failed as one, when all that could be done is done: it is tried again the next time.
 */
export async function applyAllRetention(store: Store, stopping: AbortSignal, now = new Date()): Promise<void> {
  const failures: unknown[] = [];
  const onError = (cause: unknown, about: object) =>
    void failures.push(new Error(`Nothing was removed of ${JSON.stringify(about)}.`, { cause }));
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    if (stopping.aborted) return;
    const within: Parameters<typeof applyRetention>[1]['within'] = (work) => store.inWorkspace(id, work);
    await applyRetention(id, { within, now, stopping, onError }).catch((error) => onError(error, { workspace: id }));
  }
  if (failures.length > 0 && !stopping.aborted)
    throw new AggregateError(failures, `${failures.length} things could not be removed.`);
}
