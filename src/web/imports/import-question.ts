import type { Import } from '#contract/import.ts';
import { cached, failureOf } from '../api.ts';

/** How far an import is, asked again and again while something moves. */
export function importQuestion(id: string | null) {
  return cached.imports.read.queryOptions({
    input: { id: id ?? '' },
    enabled: Boolean(id),
    retry: false,
    staleTime: 0,
    refetchInterval: ({ state: { data, error } }) => (isStill(data) || isGone(error) ? false : 600),
  });
}

/** An import that ended, or waits for somebody to start it. */
function isStill(about: Import | undefined): boolean {
  return about !== undefined && (about.endedAt !== null || about.state === 'checked');
}

/** Whether the server knows an import no more: it was started anew since. */
export function isGone(error: unknown): boolean {
  return error !== null && failureOf(error).code === 'NOT_FOUND';
}
