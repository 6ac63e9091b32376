import type { pruneAnnounced } from '#domain/live/prune-announced.ts';

type Tx = Parameters<typeof pruneAnnounced>[0];

/** The store, as what is done by the clock takes it: db/database.ts. */
export interface Store {
  atTheDoor<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  inWorkspace<Result>(workspaceId: string, work: (tx: Tx) => Promise<Result>): Promise<Result>;
}
