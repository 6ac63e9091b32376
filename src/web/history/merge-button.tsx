import { IconGitMerge } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMerging } from '../desk/merging/merging.ts';
import { WhenOpened } from '../frame/when-opened.tsx';

const MergeTalkDialog = lazy(() =>
  import('../desk/merging/merge-talk-dialog.tsx').then((room) => ({ default: room.MergeTalkDialog })),
);

/** *Merge…* of a conversation in the history: with the one that is open, or on a card with another of this client. */
export function MergeButton({ id, contactId, name }: { id: string; contactId: number; name: string }) {
  const { t } = useTranslation();
  const merging = useMerging();
  const [opened, open] = useState(false);
  return (
    <>
      <button type="button" className="btn quiet sm" onClick={() => (merging ? merging(id) : open(true))}>
        <IconGitMerge className="i-14" aria-hidden />
        {t('elsewhere.merge')}
      </button>
      <WhenOpened opened={opened}>
        <MergeTalkDialog
          id={id}
          contactId={contactId}
          name={name}
          other={null}
          opened={opened}
          onClose={() => open(false)}
        />
      </WhenOpened>
    </>
  );
}
