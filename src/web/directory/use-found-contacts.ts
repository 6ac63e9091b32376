import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ContactRow } from '#contract/contact.ts';
import { cached } from '../api.ts';

interface FoundContacts {
  /** Null while nothing stands in the field. */
  found: ContactRow[] | null;
  /** The question these were found by, to be marked in them. */
  asked: string;
  /** Whether they answer what stands in the field now: while it is typed, the ones found before stay. */
  isAnswer: boolean;
  error: unknown;
  retry: () => void;
}

/** The first cards that the directory finds while `q` stands in a field to choose one from. */
export function useFoundContacts(q: string, enabled = true): FoundContacts {
  const wanted = q.trim();
  const [asked] = useDebouncedValue(wanted, 120, { leading: true }); // what stands there at first is asked at once
  const query = useQuery(
    cached.contacts.list.queryOptions({
      input: { q: asked, limit: 20, state: 'active' },
      enabled: enabled && asked !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const retry = () => void query.refetch();
  if (wanted === '') return { found: null, asked: '', isAnswer: true, error: null, retry };
  const isAnswer = asked === wanted && query.isSuccess && !query.isPlaceholderData;
  return { found: query.data?.items ?? [], asked, isAnswer, error: query.error, retry };
}
