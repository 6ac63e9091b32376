import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choices } from './choices.tsx';
import { Section } from './section.tsx';
import { useLanguage } from './use-language.ts';

/** What is one's own: the language and colours of the screen. */
export function ScreenSection() {
  const { t } = useTranslation();
  const [language, choose] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section group={t('settings.group.you')} title={t('settings.screen')}>
      <div className="settings-choices">
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
      </div>
    </Section>
  );
}
