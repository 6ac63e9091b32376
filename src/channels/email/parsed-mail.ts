import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { MailHeader } from './mail-headers.ts';

/** A mail as the MIME parser gives it, decoded but not yet judged or cleaned. */
export interface ParsedMail {
  headers: MailHeader[];
  /** All text/plain parts; empty when there is none. */
  text: string;
  /** All text/html parts; empty when there is none. */
  html: string;
  attachments: ParsedAttachment[];
  /** For people: what of the mail could not be read, and why. */
  warnings: string[];
}

export interface ParsedAttachment {
  name: string | null;
  type: string;
  content: Uint8Array;
}

/** What reading a mail depends on besides its bytes. */
export interface ReadMailOptions {
  /** The workspace's own mailboxes: a mail from one of them went out. */
  ownAddresses: string[];
  /** Names of the servers whose Authentication-Results (RFC 8601) are believed. */
  authservIds: string[];
  /** The time of a mail that says none. */
  now: Date;
}

/** A mail as the intake takes it, the part of its text that is new, and warnings for the log; or why the bytes are no mail. */
export type ReadMailResult = { message: ReceivedMessage; newText: string; warnings: string[] } | { refused: string };
