import { useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#contract/api.ts';
import { initials } from '../identifiers/initials.ts';
import { signOut } from '../session.ts';
import { useLanguage } from '../settings/use-language.ts';
import { Key } from './key.tsx';
import { LateMenu } from './late-menu.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { usePauseReason } from './pause-reason.ts';
import { useEditOwnSettings, useOwnSettings } from './use-own-settings.ts';
import { usePresence } from './use-presence.ts';

const schemes = [
  ['auto', 'frame.themeAuto'],
  ['light', 'frame.themeLight'],
  ['dark', 'frame.themeDark'],
] as const;

/** The signed-in operator: whether they are there, language, colours, keys, other workspaces, sign out. */
export function ProfileMenu({ me, onKeys }: { me: Me; onKeys: () => void }) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [language, choose] = useLanguage();
  const letters = useOwnSettings()?.letters ?? true;
  const editOwn = useEditOwnSettings();
  const [own, changePresence] = usePresence();
  const [pausing, setPausing] = useState(false);
  const state = own?.presence ?? 'away';
  const pauseReason = usePauseReason();
  const stateName =
    state === 'pause' && own?.reason ? `${t('presence.pause')}: ${pauseReason(own.reason)}` : t(`presence.${state}`);
  const others = me.workspaces.filter(({ slug }) => slug !== me.workspace.slug);

  return (
    <>
      <LateMenu
        position="right-end"
        width={250}
        loop={false}
        target={
          <button type="button" title={stateName}>
            <span className="op lg" aria-hidden>
              {initials(me.name)}
              {own && <i className={`dot ${state}`} />}
            </span>
            <span className="sr">
              {own ? t('presence.profile', { name: me.name, state: stateName }) : t('frame.profile', { name: me.name })}
            </span>
          </button>
        }
      >
        {({ Choice, Menu }) => (
          <>
            <div className="menu-head">
              <b>{me.name}</b>
              <span>{me.workspace.name}</span>
            </div>
            {me.kind === 'operator' && (
              <>
                <Menu.Label>{t('presence.title')}</Menu.Label>
                <Choice
                  chosen={state === 'ready'}
                  onChoose={() => changePresence({ state: 'ready', reason: null })}
                  name={t('presence.ready')}
                />
                <Choice
                  close
                  chosen={state === 'pause'}
                  onChoose={() => setPausing(true)}
                  name={state === 'pause' ? stateName : t('presence.pauseMore')}
                />
                <Choice
                  chosen={state === 'away'}
                  onChoose={() => changePresence({ state: 'away', reason: null })}
                  name={t('presence.away')}
                />
              </>
            )}
            <Menu.Label>{t('frame.language')}</Menu.Label>
            <Choice chosen={language === 'en'} onChoose={() => choose('en')} name="English" lang="en" />
            <Choice chosen={language === 'cs'} onChoose={() => choose('cs')} name="Čeština" lang="cs" />
            <Menu.Label>{t('frame.theme')}</Menu.Label>
            {schemes.map(([scheme, name]) => (
              <Choice
                key={scheme}
                chosen={colorScheme === scheme}
                onChoose={() => setColorScheme(scheme)}
                name={t(name)}
              />
            ))}
            <Menu.Divider />
            <Choice chosen={letters} onChoose={() => editOwn({ letters: !letters })} name={t('frame.letters')} />
            <Menu.Item leftSection={<IconKeyboard aria-hidden />} rightSection={<Key of="help" />} onClick={onKeys}>
              {t('frame.allKeys')}
            </Menu.Item>
            {others.map(({ slug, name }) => (
              <Menu.Item key={slug} component="a" href={`/w/${encodeURIComponent(slug)}`}>
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout aria-hidden />} onClick={() => void signOut()}>
              {t('frame.signOut')}
            </Menu.Item>
          </>
        )}
      </LateMenu>
      <PauseDialog
        opened={pausing}
        onClose={() => setPausing(false)}
        onPause={(reason) => changePresence({ state: 'pause', reason })}
      />
    </>
  );
}
