import { useQuery } from '@tanstack/react-query';
import { cached } from '../api.ts';

/** Whether this person may change the settings of the workspace: administrators. The server says so too. */
export function useMayManage(): boolean {
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return me.data?.role === 'administrator';
}
