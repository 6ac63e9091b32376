import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { cached } from '../api.ts';

const HoldRow = lazy(() => import('./hold-row.tsx').then((room) => ({ default: room.HoldRow })));

/** The holds that stand on a card, above it: nothing of it is purged or removed (R-HIS-7). */
export function HoldMarks({ contactId }: { contactId: number }) {
  const holds = useQuery(cached.contacts.holds.queryOptions({ input: { id: contactId } })).data?.items ?? [];
  if (holds.length === 0) return null;
  return (
    <Suspense fallback={null}>
      {holds.map((hold) => (
        <HoldRow key={hold.id} hold={hold} />
      ))}
    </Suspense>
  );
}
