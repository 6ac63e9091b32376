import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Import } from '#contract/import.ts';
import { grouped } from '../../i18n/format.ts';
import { SaveInvalid } from './save-invalid.tsx';

interface PreviewFootProps {
  about: Import;
  invalid: number;
  /** How many rows would be imported. */
  toImport: number;
  ready: boolean;
  checking: boolean;
  onCancel: () => void;
  onStart: () => void;
}

/** The foot of the preview: the invalid rows as a file, Cancel, and *Import* with the number of rows. */
export function PreviewFoot({ about, invalid, toImport, ready, checking, onCancel, onStart }: PreviewFootProps) {
  const { t } = useTranslation();
  return (
    <footer className="imp-foot">
      {invalid > 0 && <SaveInvalid about={about} count={invalid} checking={checking} />}
      <span className="grow" />
      <span className="s12 t3 imp-once" role="status">
        {t(checking ? 'contactImport.lookingAnew' : 'contactImport.oneChange')}
      </span>
      <button type="button" className="btn" onClick={onCancel}>
        {t('frame.cancel')}
      </button>
      <button type="button" className="btn ink" disabled={!ready} onClick={onStart}>
        <IconUpload aria-hidden />
        {t('contactImport.start', { count: toImport, number: grouped(toImport) })} <kbd>Ctrl ↵</kbd>
      </button>
    </footer>
  );
}
