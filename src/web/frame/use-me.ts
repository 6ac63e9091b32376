import { useQuery } from '@tanstack/react-query';
import type { Me } from '#contract/api.ts';
import { cached } from '../api.ts';

/** Who is signed in; undefined until the server told. */
export function useMe(): Me | undefined {
  return useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
}
