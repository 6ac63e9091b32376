import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lettersAct, setLettersAct } from '../frame/keys.ts';
import { Choices } from './choices.tsx';
import { Section } from './section.tsx';
import { useLanguage } from './use-language.ts';

/** What is one's own: the language and colours of the screen, and whether single letters are keys. */
export function ScreenSection() {
  const { t } = useTranslation();
  const [language, choose] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [letters, setLetters] = useState(lettersAct);
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
        <Choices
          label={t('settings.letters')}
          hint={t('settings.lettersHint')}
          options={[
            { value: 'on', name: t('settings.lettersOn') },
            { value: 'off', name: t('settings.lettersOff') },
          ]}
          chosen={letters ? 'on' : 'off'}
          onChoose={(next) => {
            setLettersAct(next === 'on');
            setLetters(next === 'on');
          }}
        />
      </div>
    </Section>
  );
}
