import type { ChannelName, ColleagueName, QueueName } from './company.ts';

/** Somebody who writes to the company, with what each channel calls them. */
export interface Person {
  name: string;
  email?: string;
  phone?: string;
  /** The cookie of the web chat; made of the name where absent. */
  browser?: string;
  /** The company's customer number: who has none is on the customer zone without signing in. */
  customer?: string;
  facebook?: string;
  instagram?: string;
  telegram?: string;
  apple?: string;
  vk?: string;
  line?: string;
  kakaotalk?: string;
}

/** When something began, before the demo was made: `12 min`, `3 h`, or `5 d 14:10` (five days ago at ten past two, Czech winter time). */
export type When = `${number} min` | `${number} h` | `${number} d ${number}:${number}`;

/** A file that goes with a message, made when it is needed. */
export interface DemoFile {
  name: string;
  type: string;
  make: () => Uint8Array;
}

/**
 * What somebody wrote: the client, or a colleague where the text begins with their name (`eva: …`). `after`: time since the line before, where it is
 * longer than writing takes; `as`: whom the client has signed in as meanwhile.
 */
export type Line =
  | string
  | { text: string; files?: DemoFile[]; after?: `${number} min` | `${number} h` | `${number} d`; as?: Person };

interface Told {
  /** Unique in the demo: the ids of its events are made of it. */
  id: string;
  when: When;
  queue?: QueueName;
}

/** A conversation in short messages. */
export interface Chat extends Told {
  on: Exclude<ChannelName, 'info' | 'invoices' | 'complaints' | 'phone'>;
  with: Person;
  lines: Line[];
  /** What the client filled into the form of the web chat (or what the customer zone knows of them). */
  form?: ('name' | 'email' | 'phone' | 'customer')[];
  parameters?: Record<string, string | number>;
  /** Everybody can read it. */
  isPublic?: boolean;
}

/** A call, as the telephone exchange tells of it when it is over. */
export interface Call extends Told {
  on: 'phone';
  with: Person;
  direction?: 'in' | 'out';
  state: 'ended' | 'missed' | 'abandoned' | 'noAnswer' | 'voicemail' | 'busy';
  operator?: ColleagueName;
  /** Seconds. */
  seconds?: number;
  waited?: number;
  choices?: string[];
  /** Lines as in a chat. */
  transcript?: string[];
}

/** A thread of mail. */
export interface Thread extends Told {
  on: 'info' | 'invoices' | 'complaints';
  subject: string;
  mails: Mail[];
}

export interface Mail {
  from: Person | ColleagueName;
  /** The company's mailbox where absent; of a colleague's mail, the first client. */
  to?: Person[];
  cc?: Person[];
  replyTo?: Person;
  /** Time since the mail before. */
  after?: `${number} min` | `${number} h` | `${number} d`;
  text: string;
  html?: string;
  files?: DemoFile[];
  /** What the company's mail server found out about the From: DMARC passed (as most), nothing, or failed. */
  check?: 'passed' | 'none' | 'failed';
  /** It answers a mail of another thread (by its id), or nothing at all. */
  answers?: string | null;
  /** Further header fields. */
  header?: Record<string, string>;
  /** The mail before could not be delivered to this address: a report of a mail server (RFC 3464). */
  bounced?: string;
}

export type Story = Chat | Call | Thread;
