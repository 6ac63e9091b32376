import { IconMailUp, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importLimits, isMailFileName } from '#contract/import.ts';
import { cached } from '../api.ts';
import { TextField } from '../frame/text-field.tsx';
import { fileSize } from '../i18n/format.ts';
import { closeImport, followImport, startImport } from './current-import.ts';

/** The choice of a file to import, dropped or picked, and of the own mailboxes, filled in with those that are known. */
export function ChooseMailbox() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<{ file?: string; own?: string }>({});
  const [over, setOver] = useState(false);
  const known = useQuery(cached.imports.list.queryOptions({ staleTime: 0, retry: false }));
  const underWay = known.data?.items.find(({ state }) => state === 'waiting' || state === 'running');
  useEffect(() => {
    if (underWay) followImport(underWay);
  }, [underWay]);
  const own = typed ?? known.data?.own.join(', ') ?? '';

  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setWrong({ ...wrong, file: wrongWith(chosen) });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const addresses = own.split(/[\s,;]+/u).filter(Boolean);
    const found = { file: file ? wrongWith(file) : t('imports.noFile'), own: wrongAddress(addresses) };
    setWrong(found);
    if (file && !found.file && !found.own) void startImport(file, addresses);
  };

  return (
    <form onSubmit={submit} noValidate onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <div className="dialog-body form import">
        <div>
          <label
            className={`drop ${over ? 'over' : ''}`}
            data-bad={wrong.file ? true : undefined}
            onDragEnter={() => setOver(true)}
            onDragLeave={() => setOver(false)}
          >
            <IconMailUp aria-hidden />
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
              accept=".mbox,.eml,application/mbox,message/rfc822"
              aria-invalid={Boolean(wrong.file)}
              aria-describedby={wrong.file ? 'import-file-wrong' : undefined}
              onChange={(event) => choose(event.target.files?.[0])}
            />
          </label>
          {wrong.file && (
            <p id="import-file-wrong" className="bad" role="alert">
              {wrong.file}
            </p>
          )}
        </div>
        <TextField
          label={t('imports.own')}
          value={own}
          onChange={setTyped}
          hint={t('imports.ownHint')}
          error={wrong.own}
          autoComplete="off"
        />
      </div>
      <footer className="dialog-foot">
        <span className="grow" />
        <button type="button" className="btn" onClick={() => closeImport(true)}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button type="submit" className="btn ink">
          <IconUpload aria-hidden />
          {t('imports.start')} <kbd>↵</kbd>
        </button>
      </footer>
    </form>
  );

  function wrongWith({ name, size }: File): string | undefined {
    if (!isMailFileName(name)) return t('imports.wrongKind');
    if (size === 0) return t('imports.empty');
    return size > importLimits.bytes ? t('imports.tooLarge', { size: fileSize(importLimits.bytes) }) : undefined;
  }

  function wrongAddress(addresses: string[]): string | undefined {
    const bad = addresses.find((address) => !/^[^\s@]+@[^\s@]+$/u.test(address));
    if (bad) return t('imports.badOwn', { address: bad });
    return addresses.length > importLimits.own ? t('imports.manyOwn', { count: importLimits.own }) : undefined;
  }
}
