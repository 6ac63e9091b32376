import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../frame/dialog.tsx';
import { enBegin } from '../../i18n/en-begin.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import { ChooseTalk } from './choose-talk.tsx';
import { MergePreview } from './merge-preview.tsx';
import './merging.css';

addEnglish(enBegin);

interface MergeTalkDialogProps {
  /** The conversation that one came from: kept unless the other is. */
  id: string;
  contactId: number | null;
  /** As it shows where one came from. */
  name: string;
  /** null: it is chosen here. */
  other: string | null;
  opened: boolean;
  onClose: () => void;
}

/** *Merge…*: two conversations of one client side by side, which one is kept, how they will read, and what follows (R-HIS-8). */
export function MergeTalkDialog({ id, contactId, name, other, opened, onClose }: MergeTalkDialogProps) {
  const { t } = useTranslation();
  const [chosen, choose] = useState(other);
  const [kept, keep] = useState(id);
  useEffect(() => {
    if (!opened) return;
    choose(other);
    keep(id);
  }, [opened, other, id]);
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('mergeTalk.title')}
      hint={chosen === null ? t('mergeTalk.which') : t('mergeTalk.hint', { name })}
      width={chosen === null ? 560 : 820}
    >
      {!opened ? null : chosen === null ? (
        <ChooseTalk id={id} contactId={contactId} onChoose={choose} />
      ) : (
        <MergePreview left={id} right={chosen} kept={kept} onKeep={keep} onClose={onClose} />
      )}
    </Dialog>
  );
}
