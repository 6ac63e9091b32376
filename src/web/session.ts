import { useQuery } from '@tanstack/react-query';
import type { Me } from '#contract/api.ts';
import { cached } from './api.ts';

/** Who is signed in, in this workspace; undefined while it loads. */
export function useMe(): Me | undefined {
  return useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
}

/** Ends the session on the server and leaves for the sign-in page, with nothing of the workspace left in memory. */
export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  location.assign('/sign-in');
}
