import type { ContactImportSettings, MatchRule } from '#contract/contact-import.ts';
import type { Database } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import type { CompactMap } from './compact-map.ts';
import type { ImportSettings } from './import-settings.ts';
import type { RowRead } from './row-to-import.ts';

/** A file of contacts that is imported. */
export interface ContactsToImport {
  rows: AsyncIterable<RowRead>;
  /** The source within which the rows' keys are unique (R-DIR-9). */
  source: string;
  match: MatchRule;
  /** What was decided of single rows, by their numbers. */
  decisions?: ContactImportSettings['rows'];
  /** All its changes carry it: POST /changes/undo-many undoes them as one. */
  batchId: string;
  /** How many refused rows are named in the summary; all of them if absent. */
  refusedKept?: number;
  onProgress?: (summary: ContactImportSummary & { bytes: number }) => void;
  signal?: AbortSignal;
}

/** What became of an import. Every row was created, updated, unchanged or refused; those with a value that others have are conflicts besides. */
export interface ContactImportSummary {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  conflicts: number;
  refused: { row: number; reason: string }[];
  refusedCount: number;
  cancelled: boolean;
}

/** An import under way. */
export interface ImportRun extends ContactsToImport {
  database: Database;
  actor: Actor;
  settings: ImportSettings;
  /** The time that its names and attributes carry: the newer import replaces the older (R-DIR-5). */
  at: Date;
  /** The cards that its rows led to so far. */
  touched: CompactMap;
  summary: ContactImportSummary;
}

/** An import at its beginning. */
export function newSummary(): ContactImportSummary {
  return {
    rows: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    conflicts: 0,
    refused: [],
    refusedCount: 0,
    cancelled: false,
  };
}

/** Notes a refused row; past the number that is kept it is only counted. */
export function refuse(
  { summary, refusedKept = Number.POSITIVE_INFINITY }: ImportRun,
  row: number,
  reason: string,
): void {
  summary.refusedCount += 1;
  if (summary.refused.length < refusedKept) summary.refused.push({ row, reason });
}
