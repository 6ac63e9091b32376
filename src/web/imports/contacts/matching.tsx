import { type Icon, IconFileImport, IconKey, IconMail, IconPhone, IconShieldCheck } from '@tabler/icons-react';
import { Fragment, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactImport, ContactImportSettings } from '#contract/contact-import.ts';
import { useDefinedFields } from '../../identifiers/use-field-label.ts';
import { useFieldName } from './use-field-name.ts';

const rules = ['none', 'update', 'skip', 'merge', 'share'] as const;

interface MatchingProps {
  contacts: ContactImport;
  onChange: (settings: ContactImportSettings) => void;
}

/** By what a row is found to be of a card that is there, and what happens then. */
export function Matching({ contacts, onChange }: MatchingProps) {
  const { t } = useTranslation();
  const group = useId();
  const keys = useMatchKeys(contacts);
  return (
    <>
      {keys.length > 0 && (
        <section aria-labelledby="import-matches">
          <h2 id="import-matches">{t('contactImport.matches')}</h2>
          <p className="row imp-keys">
            {keys.map(({ name, icon: Icon, sure }, place) => (
              <Fragment key={name}>
                {place > 0 && <span className="s12 t3">{t('contactImport.orElse')}</span>}
                <span className={`chip ${sure ? 'v' : ''}`}>
                  <Icon aria-hidden />
                  {name}
                </span>
              </Fragment>
            ))}
          </p>
        </section>
      )}
      <fieldset>
        <legend>{t('contactImport.thenDo')}</legend>
        <div className="imp-rules">
          {rules.map((rule) => (
            <label key={rule} className={rule === contacts.match ? 'on' : ''}>
              <input
                type="radio"
                className="radio"
                name={group}
                checked={rule === contacts.match}
                onChange={() => onChange({ match: rule })}
              />
              <span>
                <b>{t(`contactImport.rule.${rule}`)}</b>
                <span className="s12 t2">{t(`contactImport.ruleHint.${rule}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="row s12 t2 imp-note">
        <IconShieldCheck className="i-14" aria-hidden />
        <span>{t('contactImport.givesWay')}</span>
      </p>
    </>
  );
}

/** What a row is compared by, in the order in which it counts: its import key, custom identifiers, e-mail, phone. */
function useMatchKeys({ columns, format }: ContactImport): { name: string; icon: Icon; sure: boolean }[] {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const fields = useDefinedFields();
  const targets = new Set(columns.map(({ target }) => target));
  const has = (target: string) => targets.has(target) || format !== 'csv';
  const custom = fields.filter(({ name, identifies }) => identifies && targets.has(`custom:${name}`));
  return [
    ...(has('external_id') ? [{ name: t('contactImport.importKey'), icon: IconFileImport, sure: true }] : []),
    ...custom.map(({ name }) => ({ name: nameOf(`custom:${name}`), icon: IconKey, sure: true })),
    ...(has('email') ? [{ name: nameOf('email'), icon: IconMail, sure: false }] : []),
    ...(has('phone') ? [{ name: nameOf('phone'), icon: IconPhone, sure: false }] : []),
  ];
}
