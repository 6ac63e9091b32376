import type { Import } from '#contract/import.ts';
import type { BlobStore, Log, Store } from '../door.ts';

/** What imports work with. */
export interface ImportsGiven {
  store: Store;
  blobs: BlobStore;
  /** Theirs alone: files on their way, and what is kept beside them. */
  directory: string;
  log: Log;
}

/** An import of this process. */
export interface Task {
  workspaceId: string;
  /** Where its file lies until it is over. */
  path: string;
  stop: AbortController;
  /** What is told of it. */
  shown: Import;
  /** What is done when its turn comes. @returns whether it was cancelled meanwhile. */
  run(): Promise<{ cancelled: boolean }>;
  /** When somebody last did something with it, in milliseconds. */
  usedAt: number;
}
