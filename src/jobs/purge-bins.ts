import { purgeBin } from '#domain/contacts/purge-bin.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Store } from './store.ts';

const day = 24 * 60 * 60_000;

/** Milliseconds that a card lies in the bin before it is erased (R-DIR-8). */
const kept = 30 * day;

/** So many cards in one transaction, and so many transactions a time and workspace: a large bin is emptied over several times. */
const atOnce = 100;
const transactions = 50;

/** Erases what lay in the bins of all workspaces for thirty days. @returns how many cards went. */
export async function purgeBins(store: Store): Promise<number> {
  const before = new Date(Date.now() - kept);
  let gone = 0;
  for (const { id } of await store.atTheDoor(allWorkspaces)) {
    for (let turn = 0; turn < transactions; turn++) {
      const erased = await store.inWorkspace(id, (tx) => purgeBin(tx, id, before, atOnce));
      gone += erased;
      if (erased < atOnce) break;
    }
  }
  return gone;
}
