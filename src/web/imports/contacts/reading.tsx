import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactImport, ContactImportSettings } from '#contract/contact-import.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { delimiters, useReadingWords } from './reading-words.ts';

type Encoding = NonNullable<ContactImportSettings['encoding']>;

const encodings: Encoding[] = [
  'utf-8',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'iso-8859-2',
  'utf-16le',
  'utf-16be',
];

interface ReadingProps {
  contacts: ContactImport;
  onChange: (settings: ContactImportSettings) => void;
}

/** How the file was read, folded: its encoding, what parts its columns, and the source that its keys belong to. */
export function Reading({ contacts, onChange }: ReadingProps) {
  const { t } = useTranslation();
  const words = useReadingWords();
  const [source, setSource] = useState(contacts.source);
  useEffect(() => setSource(contacts.source), [contacts.source]);
  const isTable = contacts.format === 'csv';
  const known = encodings.find((one) => one === contacts.encoding);
  const keep = () => {
    const named = source.trim();
    if (named && named !== contacts.source) onChange({ source: named });
    else setSource(contacts.source);
  };
  return (
    <details className="imp-reading">
      <summary>{t('contactImport.reading')}</summary>
      <div className="form">
        {isTable && (
          <>
            <SelectField
              label={t('contactImport.encoding')}
              value={contacts.encoding}
              options={[...(known ? [] : [contacts.encoding]), ...encodings].map((value) => ({
                value,
                name: words.encoding(value),
              }))}
              onChange={(encoding) => onChange({ encoding: encoding as Encoding })}
            />
            <SelectField
              label={t('contactImport.delimiter')}
              value={contacts.delimiter ?? ','}
              options={[...new Set([contacts.delimiter ?? ',', ...Object.keys(delimiters)])].map((value) => ({
                value,
                name: words.delimiter(value),
              }))}
              onChange={(delimiter) => onChange({ delimiter })}
            />
          </>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
          onBlur={keep}
        >
          <TextField
            label={t('contactImport.source')}
            value={source}
            onChange={setSource}
            hint={t('contactImport.sourceHint')}
            autoComplete="off"
            maxLength={255}
          />
        </form>
      </div>
    </details>
  );
}
