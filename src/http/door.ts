import type { Providers } from '#channels/sign-in/provider.ts';
import type { ContactImportSettings, ImportRow, MatchRule, RowAction } from '#contract/contact-import.ts';
import type { Import } from '#contract/import.ts';
import type { CodeSender } from '#domain/conversations/code-sender.ts';
import type { Sealer } from '#domain/identity/sealer.ts';
import type { keepAttachments } from '#domain/intake/keep-attachments.ts';
import type { loadChannel } from '#domain/intake/load-channel.ts';
import type { receiveBatch } from '#domain/intake/receive-batch.ts';
import type { Actor } from '#domain/operators/actor.ts';
import type { InvitationSender } from '#domain/operators/invitation-sender.ts';
import type { Auth } from './auth/auth.ts';
import type { Upload } from './imports/receive-file.ts';
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
  position(): Position;
}

/** The imports of this process: imports/imports.ts. One of a workspace runs at a time, the others wait for their turn. */
export interface Imports {
  /**
   * Takes a mailbox in, and returns the import's id when all of it is there; it is read afterwards.
   * @throws TOO_MANY while several are under way, CONFLICT when it is cancelled meanwhile, and what `receiveFile` refuses.
   */
  receive(workspaceId: string, given: { name: string; own: string[] } & Upload): Promise<string>;
  /** Takes a file of contacts in, and looks at it; its rows are saved when it is started. @throws the same, and INVALID for a file that cannot be read. */
  receiveContacts(actor: Actor, given: { name: string; source?: string; match: MatchRule } & Upload): Promise<string>;
  /** The latest first. */
  list(workspaceId: string): Import[];
  /** NOT_FOUND for one of another workspace. */
  read(workspaceId: string, id: string): Import;
  /** What the rows of a file of contacts will do; none for mail. */
  rows(workspaceId: string, asked: RowsAsked): Promise<{ items: ImportRow[]; nextCursor: string | null }>;
  /** Looks at a file of contacts anew. @throws CONFLICT for one that was started, or is none; INVALID for a file that cannot be read so. */
  adjust(workspaceId: string, settings: ContactImportSettings & { id: string }): Promise<Import>;
  /** Saves the rows of a file of contacts, as soon as its turn comes. @throws CONFLICT for one that was started, or is still looked at. */
  start(actor: Actor, id: string): Import;
  /** Ends after the present batch; what was kept stays. One that is over stays as it is. */
  cancel(workspaceId: string, id: string): Import;
  /** Takes no more, stops what runs (10 s at most), leaves no file behind. */
  close(): Promise<void>;
}

interface RowsAsked {
  id: string;
  action?: RowAction | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A web chat, as a script tag names it. */
export interface Shop {
  workspace: string;
  channelId: string;
}

/** All that the door is made of, handed in by main.ts. */
export interface Door {
  store: Store;
  auth: Auth;
  blobs: BlobStore;
  live: LiveReader;
  imports: Imports;
  /** Keeps secrets with the installation's own. */
  sealer: Sealer;
  /** Sends codes to clients; null where no mail server is set. */
  codes: CodeSender | null;
  /** By whose sign-in visitors of the web chat say who they are. */
  providers: Providers;
  /** Sends new operators the way in; null where no mail server is set. */
  invitations: InvitationSender | null;
  log: Log;
  /** The built screen; null to serve none. */
  screen: string | null;
  /** The web chat that an invented shop at /demo/shop shows; null but in the demo. */
  shop: Shop | null;
  /** The address that people use; null: whatever host a request names. */
  origin: string | null;
  /** Addresses of reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  /** Whether the process takes work: false while it stops. */
  isOpen(): boolean;
}
