import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Import } from '#contract/import.ts';
import { cached, failureOf } from '../api.ts';
import type { CurrentImport } from './current-import.ts';

/** Where an import is, as people see it. */
export interface ImportState {
  step: 'sending' | 'waiting' | 'running' | 'done' | 'cancelled' | 'failed' | 'refused' | 'lost';
  /** What the server says of it, once it has the file. */
  about: Import | null;
  /** From 0 to 1, of the present step. */
  part: number;
  isOver: boolean;
  /** The server does not answer just now. */
  silent: boolean;
}

/** Follows an import until its end, and makes everything shown be asked anew then. */
export function useImportState(current: CurrentImport | null): ImportState | null {
  const cache = useQueryClient();
  const asked = useQuery(
    cached.imports.read.queryOptions({
      input: { id: current?.id ?? '' },
      enabled: Boolean(current?.id),
      retry: false,
      staleTime: 0,
      refetchInterval: ({ state: { data, error } }) => (data?.endedAt || isGone(error) ? false : 600),
    }),
  );
  const about = asked.data ?? null;
  const step = current && stepOf(current, about, asked.error);
  const isOver = step !== null && !['sending', 'waiting', 'running'].includes(step);
  useEffect(() => {
    if (isOver && about) void cache.invalidateQueries({ predicate: ({ queryKey }) => !isOfImports(queryKey) });
  }, [isOver, about, cache]);
  if (!current || !step) return null;
  const [done, all] = step === 'sending' ? [current.sent, current.size] : [about?.bytesDone ?? 0, about?.bytes ?? 0];
  const part = all > 0 ? Math.min(1, done / all) : 0;
  return { step, about, part, isOver, silent: asked.isError && !isOver };
}

function stepOf({ id, failure }: CurrentImport, about: Import | null, error: unknown): ImportState['step'] {
  if (failure) return 'refused';
  if (id === null) return 'sending';
  if (!about?.endedAt && isGone(error)) return 'lost';
  return about === null || about.state === 'receiving' ? 'waiting' : about.state;
}

function isGone(error: unknown): boolean {
  return error !== null && failureOf(error).code === 'NOT_FOUND';
}

function isOfImports(key: readonly unknown[]): boolean {
  return (key[0] as unknown[] | undefined)?.[0] === 'imports';
}
