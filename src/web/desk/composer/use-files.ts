import { useTranslation } from 'react-i18next';
import { toast } from '../../frame/toast.ts';
import { takeFiles } from './take-files.ts';
import { changeWriting, writingOf } from './writing.ts';

/** Adds chosen, pasted or dropped files to a reply, and says which do not fit. */
export function useFiles(id: string): (given: File[]) => void {
  const { t } = useTranslation();
  return (given) => {
    const { files: had, mode } = writingOf(id);
    if (given.length === 0) return;
    if (mode === 'note') return toast(t('writing.noFilesInNotes'));
    const { files, tooLarge, tooMany } = takeFiles(had, given);
    changeWriting(id, { files });
    if (tooLarge.length > 0) toast(t('writing.tooLarge', { names: tooLarge.join(', ') }));
    else if (tooMany) toast(t('writing.tooMany'));
  };
}
