import { IconArrowRight, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { defaultAttributes } from '#contract/contact.ts';
import type { ContactImport, ContactImportSettings } from '#contract/contact-import.ts';
import { identifierKinds } from '#contract/identifiers.ts';
import { useDefinedFields } from '../../identifiers/use-field-label.ts';
import { useFieldName } from './use-field-name.ts';

interface ColumnsProps {
  columns: ContactImport['columns'];
  onChange: (settings: ContactImportSettings) => void;
}

/** Where each column of the file goes, with a sample of what it holds. */
export function Columns({ columns, onChange }: ColumnsProps) {
  const { t } = useTranslation();
  const groups = useTargets(columns);
  const mapped = Object.fromEntries(columns.map(({ name, target }) => [name, target]));
  return (
    <section aria-labelledby="import-columns">
      <h2 id="import-columns">{t('contactImport.columns')}</h2>
      {columns.map(({ name, target, sample }) => (
        <label className="imp-column" key={name}>
          <span className="cut t2" title={name}>
            {name}
          </span>
          <IconArrowRight className="i-14" aria-hidden />
          <span className="field select">
            <select
              aria-label={t('contactImport.columnGoes', { column: name })}
              value={target}
              onChange={(event) => onChange({ columns: { ...mapped, [name]: event.target.value } })}
            >
              {groups.map((group) => (
                <optgroup key={group.name} label={group.name}>
                  {group.targets.map((one) => (
                    <option key={one.value} value={one.value}>
                      {one.name}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
            <IconChevronDown className="i-14" aria-hidden />
          </span>
          <span className="s12 t3 cut" title={sample ?? undefined}>
            {sample}
          </span>
        </label>
      ))}
    </section>
  );
}

/** Everything that a column may be: what the card has, identifiers, attributes, or nothing. */
function useTargets(columns: ContactImport['columns']) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const fields = useDefinedFields().filter(({ preset }) => !preset);
  const named = (values: string[]) => [...new Set(values)].map((value) => ({ value, name: nameOf(value) }));
  const ofFile = (beginning: string) => columns.map(({ target }) => target).filter((one) => one.startsWith(beginning));
  const kinds = Object.keys(identifierKinds).filter((kind) => kind !== 'email' && kind !== 'phone');
  return [
    { name: t('contactImport.target.card'), targets: named(['name', 'email', 'phone', 'tag', 'external_id']) },
    {
      name: t('contactImport.target.identifiers'),
      targets: named([
        ...fields.filter(({ identifies }) => identifies).map(({ name }) => `custom:${name}`),
        ...ofFile('custom:'),
        ...kinds.map((kind) => `identifier:${kind}`),
        ...ofFile('identifier:'),
      ]),
    },
    {
      name: t('contactImport.target.attributes'),
      targets: named([
        ...defaultAttributes.map((name) => `attribute:${name}`),
        ...fields
          .filter(({ of, identifies }) => of === 'contact' && !identifies)
          .map(({ name }) => `attribute:${name}`),
        ...ofFile('attribute:'),
      ]),
    },
    { name: t('contactImport.target.other'), targets: named(['keep', 'ignore']) },
  ];
}
