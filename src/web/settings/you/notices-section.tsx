import { IconBell, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnSettings } from '#contract/own-settings.ts';
import { notifying } from '../../alerts/notify.ts';
import { playTone, type Tone } from '../../alerts/play-tone.ts';
import { useEditOwnSettings, useOwnSettings } from '../../frame/use-own-settings.ts';
import { Choices } from '../choices.tsx';
import { Section } from '../section.tsx';
import { Tick } from '../tick.tsx';
import './you.css';

const mailDelays = [0, 5, 10, 30] as const satisfies OwnSettings['mailDelay'][];
const tones: Tone[] = ['message', 'offer', 'limit'];

/** You → Sound, notifications, sending: what calls one, and how long one’s mail waits. It acts at once. */
export function NoticesSection() {
  const { t } = useTranslation();
  const settings = useOwnSettings();
  const edit = useEditOwnSettings();
  const [allowed, setAllowed] = useState(notifying);
  const ask = async () => {
    const answer = await Notification.requestPermission();
    setAllowed(answer);
    if (answer === 'granted') edit({ notifications: true });
  };
  return (
    <Section group={t('settings.group.you')} title={t('ownSetting.notices')}>
      {settings && (
        <div className="settings-choices">
          <fieldset className="own-ticks">
            <legend className="label">{t('ownSetting.sounds')}</legend>
            {tones.map((tone) => (
              <div key={tone} className="row">
                <Tick
                  label={t(`ownSetting.soundOf.${tone}`)}
                  checked={settings.sounds[tone]}
                  onChange={(on) => edit({ sounds: { ...settings.sounds, [tone]: on } })}
                />
                <button
                  type="button"
                  className="btn quiet sm"
                  aria-label={t('ownSetting.listenTo', { sound: t(`ownSetting.soundOf.${tone}`) })}
                  onClick={() => playTone(tone)}
                >
                  <IconVolume aria-hidden />
                  {t('ownSetting.listen')}
                </button>
              </div>
            ))}
            <p className="hint">{t('ownSetting.soundsHint')}</p>
          </fieldset>
          <fieldset className="own-ticks">
            <legend className="label">{t('ownSetting.notifications')}</legend>
            {allowed === 'default' && (
              <button type="button" className="btn" onClick={() => void ask()}>
                <IconBell aria-hidden />
                {t('ownSetting.allow')}
              </button>
            )}
            {allowed === 'granted' && (
              <>
                <Tick
                  label={t('ownSetting.notify')}
                  hint={t('ownSetting.notifyHint')}
                  checked={settings.notifications}
                  onChange={(notifications) => edit({ notifications })}
                />
                <Tick
                  label={t('ownSetting.showText')}
                  hint={t('ownSetting.showTextHint')}
                  checked={settings.notificationText}
                  onChange={(notificationText) => edit({ notificationText })}
                />
              </>
            )}
            {(allowed === 'denied' || allowed === 'none') && <p className="hint">{t(`ownSetting.${allowed}`)}</p>}
          </fieldset>
          <Choices
            label={t('ownSetting.delay')}
            hint={t('ownSetting.delayHint')}
            options={mailDelays.map((delay) => ({ value: String(delay), name: t(`ownSetting.delayOf.s${delay}`) }))}
            chosen={String(settings.mailDelay)}
            onChoose={(next) => {
              const mailDelay = mailDelays.find((delay) => String(delay) === next);
              if (mailDelay !== undefined) edit({ mailDelay });
            }}
          />
        </div>
      )}
    </Section>
  );
}
