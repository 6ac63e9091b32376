import { IconAddressBook, IconFileSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importLimits } from '#contract/import.ts';
import { fileSize } from '../i18n/format.ts';
import { startImport } from './current-import.ts';
import { FileDrop } from './file-drop.tsx';

const endings = /\.(csv|tsv|txt|vcf|vcard|json|jsonl)$/iu;

/** The choice of a file of contacts. It is only looked at; what it would do is shown on a page of its own. */
export function ChooseContacts() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState<string>();
  const submit = () => {
    const found = file ? wrongWith(file) : t('imports.noFile');
    setWrong(found);
    if (file && !found) void startImport('contacts', file);
  };
  return (
    <FileDrop
      icon={IconAddressBook}
      file={file}
      wrong={wrong}
      accept=".csv,.tsv,.txt,.vcf,.vcard,.json,.jsonl,text/csv,text/vcard,application/json"
      onSubmit={submit}
      submit={
        <>
          <IconFileSearch aria-hidden />
          {t('contactImport.check')}
        </>
      }
      onChoose={(chosen) => {
        setFile(chosen);
        setWrong(wrongWith(chosen));
      }}
    >
      <p className="hint">{t('contactImport.chooseHint')}</p>
    </FileDrop>
  );

  function wrongWith({ name, size }: File): string | undefined {
    if (!endings.test(name)) return t('contactImport.wrongKind');
    if (size === 0) return t('imports.empty');
    return size > importLimits.bytes ? t('imports.tooLarge', { size: fileSize(importLimits.bytes) }) : undefined;
  }
}
