import { importRows, ingest, link, refuse, unlink } from './arrivals.ts';
import { bin, create, edit, editIdentifiers, restore } from './edits.ts';
import { merge, mergeAndUndo, split, undo, undoSeveral } from './merges.ts';
import type { Worker } from './worker.ts';

/** Does something; what it answers is how many operations it was. Refusals are thrown. */
type Operation = (worker: Worker) => Promise<number>;

/** What people, rules and files do all day, with how often. */
export const operations: { name: string; weight: number; run: Operation }[] = [
  { name: 'create', weight: 8, run: create },
  { name: 'edit', weight: 14, run: edit },
  { name: 'identifiers', weight: 14, run: editIdentifiers },
  { name: 'link', weight: 7, run: link },
  { name: 'unlink', weight: 3, run: unlink },
  { name: 'refuse', weight: 2, run: refuse },
  { name: 'ingest', weight: 8, run: ingest },
  { name: 'merge', weight: 8, run: merge },
  { name: 'mergeAndUndo', weight: 3, run: mergeAndUndo },
  { name: 'split', weight: 4, run: split },
  { name: 'bin', weight: 4, run: bin },
  { name: 'restore', weight: 4, run: restore },
  { name: 'import', weight: 1, run: importRows },
  { name: 'undo', weight: 18, run: undo },
  { name: 'undoMany', weight: 0.3, run: undoSeveral },
];
