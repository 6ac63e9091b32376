import { useQuery } from '@tanstack/react-query';
import type { Colleague } from '#contract/desk.ts';
import { cached } from '../api.ts';
import { useMe } from './use-me.ts';

/** Operators of the workspace with whether they are there; live events of the desk ask for them anew. */
export function useColleagues(): Colleague[] {
  return useQuery(cached.operators.list.queryOptions({ staleTime: 60_000 })).data?.items ?? [];
}

/** Whether the signed-in person is there, as colleagues see it. */
export function useOwnPresence(): Colleague | undefined {
  const me = useMe();
  return useColleagues().find(({ id }) => id === me?.id);
}
