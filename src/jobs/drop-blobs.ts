import { droppedBlobs, forgetDropped } from '#domain/blocking/dropped-blobs.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

/** The blob store, as far as it forgets: db/blobs.ts. */
export interface ForgettingBlobs {
  /** Deletes the bytes unless somebody put the same ones after a moment. @returns false when they were put since. */
  remove(digest: Uint8Array, unlessSince: Date): Promise<boolean>;
}

/** Milliseconds after which bytes that were put belong to a message that is kept, or to none. */
const settled = 10 * 60_000;

/** Deletes the files of messages that were redacted (R-DSK-5), or whose time is over (R-HIS-7), and that nobody else has, in all workspaces. @returns how many went. */
export async function dropBlobs(store: Store, blobs: ForgettingBlobs, now = Date.now()): Promise<number> {
  let gone = 0;
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    const done: Buffer[] = [];
    for (const { digest, isUsed } of await store.inWorkspace(id, (tx) => droppedBlobs(tx, id))) {
      const isGone = !isUsed && (await blobs.remove(digest, new Date(now - settled)));
      if (isGone) gone += 1;
      if (isUsed || isGone) done.push(digest);
    }
    if (done.length > 0) await store.inWorkspace(id, (tx) => forgetDropped(tx, id, done));
  }
  return gone;
}
