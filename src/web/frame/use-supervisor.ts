import { useQuery } from '@tanstack/react-query';
import { cached } from '../api.ts';

/** Whether the signed-in person may do what supervisors may: mark values as shared, split cards. The server has the last word. */
export function useSupervisor(): boolean {
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return me.data !== undefined && me.data.role !== 'operator';
}
