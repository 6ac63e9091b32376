import { IconChevronDown, IconForms } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices } from '../choices.tsx';
import { choicesIn, type FieldValues, type FormValues, type Language, said } from './form-values.ts';

/** What the widget says by itself where a form has no text of its own. */
const words = {
  en: {
    optional: 'optional',
    hello: 'Hello, how can we help?',
    helloOffline: 'Write to us, we will answer later',
    later: 'Not now',
    button: { hero: 'Confirm', entry: 'Start the chat', offline: 'Send the message', callback: 'Call me' },
  },
  cs: {
    optional: 'nepovinné',
    hello: 'Dobrý den, s čím vám pomůžeme?',
    helloOffline: 'Napište nám, odpovíme později',
    later: 'Teď ne',
    button: { hero: 'Potvrdit údaje', entry: 'Začít chat', offline: 'Odeslat zprávu', callback: 'Zavolejte mi' },
  },
};

/** The form as the client sees it, in either language, while it is being made. To look at only. */
export function FormPreview({ values }: { values: FormValues }) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState<Language>(i18n.language === 'cs' ? 'cs' : 'en');
  const { kind, texts, fields } = values;
  const word = words[language];
  const own = kind === 'hero' ? values.name : kind === 'offline' ? word.helloOffline : word.hello;
  const title = said(texts.title, language) || own;
  const intro = said(texts.intro, language);
  const notice = said(texts.notice, language);
  return (
    <section className="form-preview" aria-label={t('deskSettings.preview')}>
      <Choices
        label={t('formSetting.previewIn')}
        options={[
          { value: 'en', name: 'English', lang: 'en' },
          { value: 'cs', name: 'Čeština', lang: 'cs' },
        ]}
        chosen={language}
        onChoose={setLanguage}
      />
      <div className="client-form" lang={language} inert>
        <p className="client-form-title">
          {kind === 'hero' && <IconForms aria-hidden />}
          <b>{title}</b>
        </p>
        {intro && <p className="t2">{intro}</p>}
        {fields.map((field) => (
          <PreviewField key={field.id} field={field} language={language} />
        ))}
        {notice && <p className="s12 t2">{notice}</p>}
        <div className="row">
          <span className="btn ink grow">{said(texts.button, language) || word.button[kind]}</span>
          {kind === 'hero' && <span className="btn quiet">{word.later}</span>}
        </div>
      </div>
    </section>
  );
}

function PreviewField({ field, language }: { field: FieldValues; language: Language }) {
  const label = said(field.label, language) || field.id;
  const word = words[language];
  if (field.type === 'consent') {
    return (
      <p className="row">
        <span className="box" />
        <span>{label}</span>
      </p>
    );
  }
  return (
    <div>
      <span className="label">
        {label} {!field.required && <span className="t3">{word.optional}</span>}
      </span>
      <div className={`field ${field.type === 'long' ? 'long' : ''}`}>
        {field.type === 'choice' && (
          <>
            <span className="t3 cut grow">{choicesIn(field.choices).join(' / ')}</span>
            <IconChevronDown aria-hidden />
          </>
        )}
      </div>
    </div>
  );
}
