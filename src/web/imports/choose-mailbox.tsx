import { IconMailUp, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importLimits, isMailFileName } from '#contract/import.ts';
import { cached } from '../api.ts';
import { TextField } from '../frame/text-field.tsx';
import { fileSize } from '../i18n/format.ts';
import { followImport, startImport } from './current-import.ts';
import { FileDrop } from './file-drop.tsx';

/** The choice of a file to import, dropped or picked, and of the own mailboxes, filled in with those that are known. */
export function ChooseMailbox() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<{ file?: string; own?: string }>({});
  const known = useQuery(cached.imports.list.queryOptions({ staleTime: 0, retry: false }));
  const underWay = known.data?.items.find(
    ({ kind, state }) => kind === 'mail' && (state === 'waiting' || state === 'running'),
  );
  useEffect(() => {
    if (underWay) followImport(underWay);
  }, [underWay]);
  const own = typed ?? known.data?.own.join(', ') ?? '';

  const submit = () => {
    const addresses = own.split(/[\s,;]+/u).filter(Boolean);
    const found = { file: file ? wrongWith(file) : t('imports.noFile'), own: wrongAddress(addresses) };
    setWrong(found);
    if (file && !found.file && !found.own) void startImport('mail', file, addresses);
  };

  return (
    <FileDrop
      icon={IconMailUp}
      file={file}
      wrong={wrong.file}
      accept=".mbox,.eml,application/mbox,message/rfc822"
      onSubmit={submit}
      submit={
        <>
          <IconUpload aria-hidden />
          {t('imports.start')}
        </>
      }
      onChoose={(chosen) => {
        setFile(chosen);
        setWrong({ ...wrong, file: wrongWith(chosen) });
      }}
    >
      <TextField
        label={t('imports.own')}
        value={own}
        onChange={setTyped}
        hint={t('imports.ownHint')}
        error={wrong.own}
        autoComplete="off"
      />
    </FileDrop>
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
