import { IconRestore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { KeyAction } from '../../frame/key-actions.ts';
import { changedKeys, keyGroups } from '../../frame/key-groups.ts';
import { isCharacter, keyOf, printed, usePrinted } from '../../frame/own-keys.ts';
import { toast } from '../../frame/toast.ts';
import { useEditOwnSettings, useOwnSettings } from '../../frame/use-own-settings.ts';
import { Choices } from '../choices.tsx';
import { ListSearch, useListSearch } from '../list-search.tsx';
import { Section } from '../section.tsx';
import { KeyRow } from './key-row.tsx';
import './you.css';

/** You → Keys: every action with its key, which may be another one; and whether single characters are keys at all (WCAG 2.1.4). */
export function KeysSection() {
  const { t } = useTranslation();
  usePrinted(); // the lines follow what is changed, here and in another tab
  const settings = useOwnSettings();
  const edit = useEditOwnSettings();
  const { q, setQ, has } = useListSearch();
  const letters = settings?.letters ?? true;
  const keys = settings?.keys ?? {};
  const nameOf = (action: KeyAction) => t(`keyWords.of.${action}`);
  const put = (next: Record<string, string>, said: string) => {
    edit({ keys: changedKeys(next) });
    toast(said, () => edit({ keys }));
  };
  const change = (next: Partial<Record<KeyAction, string>>) => {
    const said = Object.entries(next).map(([action, key]) =>
      t('ownSetting.isNow', { does: nameOf(action as KeyAction), key: printed(key) }),
    );
    put({ ...keys, ...next }, said.join(' · '));
  };
  const groups = keyGroups
    .map(({ name, actions }) => ({
      name: t(`keyWords.group.${name}`),
      actions: actions.filter((action) => has(nameOf(action), printed(keyOf(action)), t(`keyWords.group.${name}`))),
    }))
    .filter(({ actions }) => actions.length > 0);

  return (
    <Section
      group={t('settings.group.you')}
      title={t('ownSetting.keys')}
      action={
        Object.keys(keys).length > 0 && (
          <button type="button" className="btn" onClick={() => put({}, t('ownSetting.allReset'))}>
            <IconRestore aria-hidden />
            {t('ownSetting.resetAll')}
          </button>
        )
      }
    >
      <div className="settings-choices">
        <Choices
          label={t('ownSetting.letters')}
          hint={t('ownSetting.lettersHint')}
          options={[
            { value: 'on', name: t('ownSetting.lettersOn') },
            { value: 'off', name: t('ownSetting.lettersOff') },
          ]}
          chosen={letters ? 'on' : 'off'}
          onChoose={(next) => edit({ letters: next === 'on' })}
        />
      </div>
      <p className="settings-intro">{t('ownSetting.keysIntro')}</p>
      <ListSearch q={q} onChange={setQ} label={t('ownSetting.find')} />
      {groups.length === 0 && <p className="settings-intro">{t('deskSettings.nothing', { q })}</p>}
      <div className="key-groups">
        {groups.map(({ name, actions }) => (
          <section key={name}>
            <h2>{name}</h2>
            <ul className="plain">
              {actions.map((action) => (
                <KeyRow
                  key={action}
                  action={action}
                  does={nameOf(action)}
                  isOff={!letters && isCharacter(keyOf(action))}
                  nameOf={nameOf}
                  onChange={change}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Section>
  );
}
