import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelSettings } from '#contract/channel.ts';

type Automatic = ChannelSettings['automaticCard'];

/** When nothing matches: whether a card is made (R-REC-2). */
export function AutomaticCard({ chosen, onChange }: { chosen: Automatic; onChange: (next: Automatic) => void }) {
  const { t } = useTranslation();
  const group = useId();
  const options: { value: Automatic; hint?: string }[] = [
    { value: 'always', hint: t('channelSetting.alwaysHint') },
    { value: 'moreThanBrowser', hint: t('channelSetting.moreThanBrowserHint') },
    { value: 'never' },
  ];
  return (
    <fieldset>
      <legend className="settings-h">{t('channelSetting.whenNothing')}</legend>
      <div className="settings-radios">
        {options.map(({ value, hint }) => (
          <label key={value}>
            <input
              type="radio"
              className="radio"
              name={group}
              checked={value === chosen}
              onChange={() => onChange(value)}
            />
            <span>
              {t(`channelSetting.${value}`)}
              {hint && <span className="s12 t3 block">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
