import { useTranslation } from 'react-i18next';
import { endingAsDelivered } from '#contract/silence.ts';
import { TextField } from '../../frame/text-field.tsx';
import { grouped } from '../../i18n/format.ts';
import { type EndingValues, mostSilence, silenceUnit } from './ending-values.ts';

interface EndingPartProps {
  kind: string;
  values: EndingValues;
  wrong: { silence?: true; reopen?: true };
  onChange: (next: Partial<EndingValues>) => void;
}

/** After which silence a conversation of the channel ends, and how long a message opens it again (R-DSK-2). A thread of mail always goes on. */
export function EndingPart({ kind, values, wrong, onChange }: EndingPartProps) {
  const { t } = useTranslation();
  const { silenceMinutes, reopenHours } = endingAsDelivered(kind);
  const unit = silenceUnit(kind);
  const silence = t('channelEnding.delivered', { value: grouped(silenceMinutes / unit.minutes) });
  return (
    <section>
      <h3 className="settings-h">{t('channelEnding.title')}</h3>
      <div className="settings-two">
        <TextField
          label={`${t('channelEnding.silence')} (${t(`channelEnding.unit.${unit.name}`)})`}
          value={values.silence}
          onChange={(next) => onChange({ silence: next })}
          hint={`${silence} ${t(kind === 'webchat' ? 'channelEnding.silenceHintChat' : 'channelEnding.silenceHint')}`}
          error={wrong.silence && t('channelEnding.bad', { from: 1, to: grouped(mostSilence(kind)) })}
          autoComplete="off"
        />
        {reopenHours !== null && (
          <TextField
            label={`${t('channelEnding.reopen')} (${t('channelEnding.unit.hours')})`}
            value={values.reopen}
            onChange={(next) => onChange({ reopen: next })}
            hint={`${t('channelEnding.delivered', { value: grouped(reopenHours) })} ${t('channelEnding.reopenHint')}`}
            error={wrong.reopen && t('channelEnding.bad', { from: 0, to: grouped(8_784) })}
            autoComplete="off"
          />
        )}
      </div>
    </section>
  );
}
