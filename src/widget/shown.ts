import type { CallSlot, Here, PlannedCall, WidgetEntries, WidgetEntry, WidgetSettings } from '#contract/widget.ts';
import type { Unsent } from './outbox.ts';

/** What a page says of its visitor. */
export type Parameters = Record<string, string | number | boolean>;

/** What the views show. */
export interface Shown {
  /** With whether somebody is there as it is now. */
  settings: WidgetSettings;
  entries: WidgetEntry[];
  unsent: Unsent[];
  state: WidgetEntries['state'];
  operator: string | null;
  isTyping: boolean;
  isConnected: boolean;
  signedInAs: string | null;
  /** What an operator said first, until it is answered. */
  invitation: Here['invitation'];
  /** We call them. */
  call: PlannedCall | null;
  /** A sign-in did not work. */
  signInFailed: boolean;
  /** The entry form is to be filled in first. */
  mustEnter: boolean;
  /** Another number is another person. */
  person: number;
  /** Answers that came while the panel was closed. */
  unread: number;
}

/** When a visitor wants to be called; null: as soon as possible. */
export type WantedSlot = CallSlot['from'] | null;
