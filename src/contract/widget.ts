import type { Form, SentForm } from './form.ts';
import type { SignInProvider } from './sign-in.ts';

// What the widget and the server say to each other under /widget/v1/{workspace}/{channelId}. Types and numbers only: the widget carries no
// validation, the server checks every word (widget-input.ts). A session is told by `Authorization: Bearer TOKEN`.

/** What one visitor's message may hold. `file` and `files` in bytes: of one, and of all of a message. */
export const widgetLimits = { text: 10_000, attachments: 5, file: 5_000_000, files: 8_000_000 } as const;

export type WidgetLanguage = 'en' | 'cs';

/** GET …/settings: before anything is known of the visitor. */
export interface WidgetSettings {
  name: string;
  /** #rrggbb */
  brand: string;
  languages: WidgetLanguage[];
  /** Whether somebody answers now; else the offline form stands for the chat. When that changes next: while closed and while open; null: it is not known. */
  open: boolean;
  opensAt: string | null;
  closesAt: string | null;
  /** Asked before the chat begins; null: chat at once. */
  entry: Form | null;
  offline: Form | null;
  /** Asked of whom we are to call; null: nobody is called. */
  callback: Form | null;
  /** By whose sign-in a visitor may say who they are, here and on this site. */
  signIn: SignInProvider[];
  /** Whether the desk is told who is on the site: at once, or after the site says that its visitor agrees. */
  seesVisitors: 'always' | 'afterConsent' | 'never';
  /** Whether the browser's id may be kept without asking. As delivered `asks`: a session lives in the tab until the visitor agrees. */
  remembers: 'never' | 'asks' | 'always';
  /** Where the company says how it handles data. */
  privacy: string | null;
}

/** What POST …/sessions answers. With the token of a session that is there still it is the same session, else a new one. */
export interface Session {
  token: string;
  browser: string;
  conversationId: string | null;
  /** Somebody is signed in, by the site or a provider: shown to the visitor. */
  signedInAs: string | null;
  signedInWith: 'site' | SignInProvider | null;
}

/** What POST …/here answers to a sign of life: what may have changed meanwhile. */
export interface Here extends Pick<WidgetSettings, 'open' | 'opensAt' | 'closesAt'> {
  invitation: { name: string; text: string } | null;
}

/**
 * GET …/callback. Times are ISO 8601. `soonest`: without a time of their own, after so many minutes, where that can honestly be said, or once somebody is back
 * (`after`); null: nobody knows when that is.
 */
export interface CallbackTimes {
  soonest: { minutes: number | null; after: string | null } | null;
  slots: CallSlot[];
  timeZone: string | null;
}

export interface CallSlot {
  from: string;
  until: string;
}

/** A call that the visitor asked for. `until`: null, as soon as possible after `from`. */
export interface PlannedCall {
  id: string;
  from: string;
  until: string | null;
  phone: string;
}

/** What POST …/messages answers: the entry that it became, the same for every repetition. POST …/forms/{id} answers the conversation alone. */
export interface MessageTaken {
  entryId: string;
  conversationId: string;
}

export interface WidgetAttachment {
  id: string;
  name: string;
  type: string;
  size: number;
}

/** One entry as the visitor sees it: no notes, no names of colleagues beyond the one who wrote, nothing of a card. */
export interface WidgetEntry {
  id: string;
  at: string;
  from: 'visitor' | 'operator';
  name: string | null;
  text: string | null;
  attachments: WidgetAttachment[];
  form: SentForm | null;
  /** The id that the widget gave its own message. */
  messageId: string | null;
  /** The company took its words away. */
  redacted: boolean;
}

/**
 * GET …/entries?after=CURSOR, and `data` of the events `entries` of GET …/events (server-sent; `Last-Event-ID` is the cursor). Those of the last moments
 * before the cursor may come again: an entry is known by its id, and the later word of it counts.
 */
export interface WidgetEntries {
  entries: WidgetEntry[];
  cursor: string;
  state: 'none' | 'waiting' | 'open' | 'handingOver' | 'closed';
  operator: string | null;
  /** We call them. */
  call: PlannedCall | null;
}

/** What POST …/forms/{id} answers to what is not right: INVALID with one of these beside each field. */
export type FieldProblem = 'missing' | 'email' | 'phone' | 'choice' | 'date' | 'tooLong';
