import { useQuery } from '@tanstack/react-query';
import { pairsQuestion } from './card-question.ts';

/** The pairs of a card that wait to be decided. */
export function useDuplicates(contactId: number, enabled = true) {
  const pairs = useQuery({ ...pairsQuestion(contactId), enabled });
  return pairs.data?.items ?? [];
}
