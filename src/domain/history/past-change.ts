import type { UndoResult } from '#contract/history.ts';
import type { TouchedValue } from './record-change.ts';

/** A change as it is undone. */
export interface PastChange {
  verb: string;
  /** The conversation it happened in. */
  conversationId: string | null;
  items: TouchedValue[];
}

export type NotRestored = UndoResult['notRestored'];
