import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Import } from '#contract/import.ts';
import type { CurrentImport } from './current-import.ts';
import { importQuestion, isGone } from './import-question.ts';

/** Where an import is, as people see it. */
export interface ImportState {
  step:
    | 'sending'
    | 'checking'
    | 'checked'
    | 'waiting'
    | 'running'
    | 'done'
    | 'cancelled'
    | 'failed'
    | 'refused'
    | 'lost';
  /** What the server says of it, once it has the file. */
  about: Import | null;
  /** From 0 to 1, of the present step. */
  part: number;
  isOver: boolean;
  /** The server does not answer just now. */
  silent: boolean;
}

const underWay: ImportState['step'][] = ['sending', 'checking', 'checked', 'waiting', 'running'];

/** Follows an import until its end, and makes everything shown be asked anew then. */
export function useImportState(current: CurrentImport | null): ImportState | null {
  const cache = useQueryClient();
  const asked = useQuery(importQuestion(current?.id ?? null));
  const about = asked.data ?? null;
  const step = current && stepOf(current, about, asked.error);
  const isOver = step !== null && !underWay.includes(step);
  useEffect(() => {
    if (!isOver || !about) return;
    cache.removeQueries({ predicate: isOfOthers, type: 'inactive' }); // what is opened next is not first shown as it was
    void cache.invalidateQueries({ predicate: isOfOthers });
  }, [isOver, about, cache]);
  if (!current || !step) return null;
  return { step, about, part: partOf(step, current, about), isOver, silent: asked.isError && !isOver };
}

function stepOf({ id, failure }: CurrentImport, about: Import | null, error: unknown): ImportState['step'] {
  if (failure) return 'refused';
  if (id === null) return 'sending';
  if (!about?.endedAt && isGone(error)) return 'lost';
  return about === null || about.state === 'receiving' ? 'waiting' : about.state;
}

/** How far the present step is: of contacts that are saved by rows, else by bytes. */
function partOf(step: ImportState['step'], { sent, size }: CurrentImport, about: Import | null): number {
  if (step === 'sending') return size > 0 ? Math.min(1, sent / size) : 0;
  if (step === 'running' && about?.rows) {
    return about.rows.checked.rows > 0 ? Math.min(1, about.rows.done.rows / about.rows.checked.rows) : 0;
  }
  return about && about.bytes > 0 ? Math.min(1, about.bytesDone / about.bytes) : 0;
}

function isOfOthers({ queryKey: [path] }: { queryKey: readonly unknown[] }): boolean {
  return (path as unknown[] | undefined)?.[0] !== 'imports';
}
