import type { keepAttachments } from '#domain/intake/keep-attachments.ts';
import type { loadChannel } from '#domain/intake/load-channel.ts';
import type { receiveBatch } from '#domain/intake/receive-batch.ts';
import type { Auth } from './auth/auth.ts';
import type { Position } from './live-position.ts';

/** The store as the domain takes it: db/database.ts. */
export type Store = Parameters<typeof receiveBatch>[0];

/** A transaction of the store, as the domain's verbs take it. */
export type Tx = Parameters<typeof loadChannel>[0];

/** Where attachments lie: db/blobs.ts. */
export type BlobStore = Parameters<typeof keepAttachments>[0];

/** The log, as the door uses it: pino. Never given bodies, queries, cookies or keys. */
export interface Log {
  info(about: object, message: string): void;
  error(about: object, message: string): void;
}

/** What one listener has not taken yet: db/live-subscription.ts. */
export interface Subscription {
  readonly from: Position;
  readonly isOver: boolean;
  wait(milliseconds: number): Promise<void>;
  take(): { rows: (Position & { payload: unknown })[]; missed: boolean; upTo: Position };
  end(): void;
}

/** Who reads what is announced: db/live-reader.ts. */
export interface LiveReader {
  subscribe(workspaceId: string): Subscription;
}

/** All that the door is made of, handed in by main.ts. */
export interface Door {
  store: Store;
  auth: Auth;
  blobs: BlobStore;
  live: LiveReader;
  log: Log;
  /** The built screen; null to serve none. */
  screen: string | null;
  /** The address that people use; null: whatever host a request names. */
  origin: string | null;
  /** Addresses of reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  /** Whether the process takes work: false while it stops. */
  isOpen(): boolean;
}
