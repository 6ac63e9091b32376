import type { Icon } from '@tabler/icons-react';
import { type DragEvent, type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileSize } from '../i18n/format.ts';
import { closeImport } from './current-import.ts';

interface FileDropProps {
  icon: Icon;
  file: File | null;
  /** What is wrong with it. */
  wrong: string | undefined;
  /** The endings and media types that the picker offers. */
  accept: string;
  onChoose: (file: File) => void;
  onSubmit: () => void;
  /** What the button that sends the form says. */
  submit: ReactNode;
  /** What else the form holds. */
  children?: ReactNode;
}

/** A form with a paper to drop a file on, or to pick one with; dropping beside it counts too. */
export function FileDrop(props: FileDropProps) {
  const { icon: Icon, file, wrong, accept, onChoose, onSubmit, submit, children } = props;
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const wrongId = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onChoose(dropped);
  };
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <div className="dialog-body form import">
        <div>
          <label
            className={`drop ${over ? 'over' : ''}`}
            data-bad={wrong ? true : undefined}
            onDragEnter={() => setOver(true)}
            onDragLeave={() => setOver(false)}
          >
            <Icon aria-hidden />
            {file && (
              <b className="cut">
                {file.name}, {fileSize(file.size)}
              </b>
            )}
            <span className={file ? 't2' : 'sb'}>{t(file ? 'imports.dropAnother' : 'imports.drop')}</span>
            <input
              type="file"
              className="sr"
              data-autofocus
              accept={accept}
              aria-invalid={Boolean(wrong)}
              aria-describedby={wrong ? wrongId : undefined}
              onChange={({ target }) => target.files?.[0] && onChoose(target.files[0])}
            />
          </label>
          {wrong && (
            <p id={wrongId} className="bad" role="alert">
              {wrong}
            </p>
          )}
        </div>
        {children}
      </div>
      <footer className="dialog-foot">
        <span className="grow" />
        <button type="button" className="btn" onClick={() => closeImport(true)}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button type="submit" className="btn ink">
          {submit} <kbd>↵</kbd>
        </button>
      </footer>
    </form>
  );
}
