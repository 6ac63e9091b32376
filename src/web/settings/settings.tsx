import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../frame/use-title.ts';
import { ChannelList } from './channel-list.tsx';
import { Choices } from './choices.tsx';
import { useLanguage } from './use-language.ts';
import './settings.css';

/** Settings: the language and colours of the screen, and the channels of the workspace to look at. */
export function Settings() {
  const { t } = useTranslation();
  useTitle(t('settings.title'));
  const [language, choose] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <main className="pane" data-pane tabIndex={-1}>
      <header className="bar settings-bar">
        <h1>{t('settings.title')}</h1>
      </header>
      <div className="scroll settings-body">
        <Choices
          label={t('settings.language')}
          hint={t('settings.languageHint')}
          options={[
            { value: 'en', name: 'English', lang: 'en' },
            { value: 'cs', name: 'Čeština', lang: 'cs' },
          ]}
          chosen={language}
          onChoose={choose}
        />
        <Choices
          label={t('frame.theme')}
          hint={t('settings.themeHint')}
          options={[
            { value: 'auto', name: t('frame.themeAuto') },
            { value: 'light', name: t('frame.themeLight') },
            { value: 'dark', name: t('frame.themeDark') },
          ]}
          chosen={colorScheme}
          onChoose={setColorScheme}
        />
        <ChannelList />
      </div>
    </main>
  );
}
