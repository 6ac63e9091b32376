import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { fileSize } from '../../i18n/format.ts';

/** Files that go with the reply; each can be taken out again. */
export function ComposerFiles({ files, onChange }: { files: File[]; onChange: (files: File[]) => void }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className="files composer-files">
      {files.map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`} className="chip">
          <IconPaperclip aria-hidden />
          <span className="cut">{file.name}</span>
          <span className="t3 num">{fileSize(file.size)}</span>
          <button
            type="button"
            className="ib sm"
            aria-label={t('writing.removeFile', { name: file.name })}
            onClick={() => onChange(files.filter((one) => one !== file))}
          >
            <IconX aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
