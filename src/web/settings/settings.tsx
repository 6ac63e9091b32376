import { useTranslation } from 'react-i18next';
import { useTitle } from '../frame/use-title.ts';
import { useLanguage } from './use-language.ts';
import './settings.css';

/** Settings: for now the language; the rest comes with what it sets. */
export function Settings() {
  const { t } = useTranslation();
  useTitle(t('settings.title'));
  const [language, choose] = useLanguage();
  return (
    <main className="pane" data-pane tabIndex={-1}>
      <header className="bar settings-bar">
        <h1>{t('settings.title')}</h1>
      </header>
      <div className="settings-body">
        <fieldset>
          <legend className="label">{t('settings.language')}</legend>
          <div className="seg">
            <button
              type="button"
              className={language === 'en' ? 'on' : ''}
              aria-pressed={language === 'en'}
              lang="en"
              onClick={() => choose('en')}
            >
              English
            </button>
            <button
              type="button"
              className={language === 'cs' ? 'on' : ''}
              aria-pressed={language === 'cs'}
              lang="cs"
              onClick={() => choose('cs')}
            >
              Čeština
            </button>
          </div>
          <p className="hint">{t('settings.languageHint')}</p>
        </fieldset>
        <p className="t3">{t('settings.more')}</p>
      </div>
    </main>
  );
}
