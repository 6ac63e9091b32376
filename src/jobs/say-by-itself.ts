import { sayByItself } from '#domain/replies/automatic/say-by-itself.ts';
import { workspacesThatTalk } from '#domain/replies/automatic/talking-queues.ts';
import type { Store } from './store.ts';

/**
 * Sends what queues say by themselves, in all workspaces that have any (R-DSK-6).
 * @param sendable whether mails can leave.
 * @returns how many.
 */
export async function sayAllByItself(store: Store, sendable: { mail: boolean }): Promise<number> {
  let said = 0;
  for (const id of await store.atTheDoor(workspacesThatTalk)) said += await sayByItself(store, id, sendable);
  return said;
}
