import { offerWaiting, workspacesThatOffer } from '#domain/conversations/desk/offers/offer-waiting.ts';
import type { Store } from './store.ts';

/** Offers what waits to who is free, in all workspaces that have a queue which offers. @returns how many offers were made. */
export async function offerWhatWaits(store: Store): Promise<number> {
  let made = 0;
  for (const id of await store.atTheDoor(workspacesThatOffer)) {
    made += await store.inWorkspace(id, (tx) => offerWaiting(tx, id));
  }
  return made;
}
