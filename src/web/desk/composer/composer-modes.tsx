import { IconNote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Writing } from './writing.ts';

/** *Reply* or *Note*: the note says whom it is for. */
export function ComposerModes({ mode, onMode }: { mode: Writing['mode']; onMode: (mode: Writing['mode']) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="composer-modes">
      <legend className="sr">{t('writing.mode')}</legend>
      <button
        type="button"
        className="btn quiet sm"
        aria-pressed={mode === 'reply'}
        title={`${t('writing.reply')} (i)`}
        onClick={() => onMode('reply')}
      >
        {t('writing.reply')}
      </button>
      <button
        type="button"
        className="btn quiet sm"
        aria-pressed={mode === 'note'}
        title={`${t('writing.note')} (n)`}
        onClick={() => onMode('note')}
      >
        <IconNote aria-hidden />
        {t('writing.note')}
      </button>
      <span className="grow" />
      {mode === 'note' && <span className="s12 note-hint cut">{t('writing.noteHint')}</span>}
    </fieldset>
  );
}
