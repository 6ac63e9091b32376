import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for files to go with a message. The same file can be chosen again after it was taken off. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="ib"
        aria-label={t('writing.attach')}
        title={t('writing.attach')}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip aria-hidden />
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('writing.attach')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
}
