import { lazy, type ReactNode, useCallback, useState } from 'react';
import type { Conversation } from '#contract/conversation.ts';
import { WhenOpened } from '../../frame/when-opened.tsx';
import { MergingContext } from './merging.ts';

const MergeTalkDialog = lazy(() =>
  import('./merge-talk-dialog.tsx').then((room) => ({ default: room.MergeTalkDialog })),
);

/** Around an open conversation: from its head, the banner of the same client elsewhere and the history it is merged with another. */
export function MergingPlace({ conversation, children }: { conversation: Conversation; children: ReactNode }) {
  const [merging, setMerging] = useState<{ other: string | null; opened: boolean }>({ other: null, opened: false });
  const merge = useCallback((other: string | null) => setMerging({ other, opened: true }), []);
  return (
    <MergingContext value={merge}>
      {children}
      <WhenOpened opened={merging.opened}>
        <MergeTalkDialog
          id={conversation.id}
          contactId={conversation.contact?.id ?? null}
          name={conversation.topic}
          {...merging}
          onClose={() => setMerging({ ...merging, opened: false })}
        />
      </WhenOpened>
    </MergingContext>
  );
}
