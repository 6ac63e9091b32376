import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Trust, trustAt, trustLevel } from '#contract/identifiers.ts';
import { channelKind } from '../../identifiers/channel-glyph.tsx';
import { FailedCheckMark, TrustMark } from '../../identifiers/trust-mark.tsx';

interface TrustLadderProps {
  /** The kind of the channel: the rungs are called as they appear on it. */
  kind: string;
  /** The lowest trust that links. */
  linksFrom: Trust;
  onChange: (linksFrom: Trust) => void;
}

/** From the strongest evidence down: what links and what only suggests. What is stronger than something that links, links too. */
export function TrustLadder({ kind, linksFrom, onChange }: TrustLadderProps) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="trust-ladder">
      <h3 id="trust-ladder" className="settings-h">
        {t('channelSetting.whenMatches')}
      </h3>
      <ul className="ladder">
        {[5, 4, 3, 2, 1, 0].map(trustAt).map((trust) => {
          const links = trustLevel(trust) >= trustLevel(linksFrom);
          const name = nameOf(trust);
          return (
            <li key={trust}>
              <Rung
                mark={<TrustMark trust={trust} kind={kind} />}
                name={name}
                hint={t(`channelSetting.rungHint.${kind === 'email' && trust === 'channel' ? 'channelEmail' : trust}`)}
              />
              {trust === 'signed' ? (
                <Locked word={t('settings.links')} />
              ) : (
                <fieldset className="seg" aria-label={name}>
                  {option(links, t('settings.links'), trust)}
                  {option(!links, t('settings.suggests'), trustAt(trustLevel(trust) + 1))}
                </fieldset>
              )}
            </li>
          );
        })}
        {kind === 'email' && (
          <li>
            <Rung
              mark={<FailedCheckMark />}
              name={t('channelSetting.rung.failed')}
              hint={t('channelSetting.rungHint.failed')}
            />
            <Locked word={t('settings.suggests')} />
          </li>
        )}
        <li>
          <Rung
            mark={<TrustMark trust="channel" state="shared" />}
            name={t('channelSetting.rung.shared')}
            hint={t('channelSetting.rungHint.shared')}
          />
          <Locked word={t('settings.suggests')} />
        </li>
      </ul>
      <p className="hint">{t('channelSetting.ladderHint')}</p>
    </section>
  );

  function option(on: boolean, word: string, from: Trust) {
    return (
      <button type="button" className={on ? 'on' : ''} aria-pressed={on} onClick={() => on || onChange(from)}>
        {word}
      </button>
    );
  }

  function nameOf(trust: Trust): string {
    if (kind === 'email' && (trust === 'channel' || trust === 'network')) {
      return t(trust === 'channel' ? 'channelSetting.rung.channelEmail' : 'channelSetting.rung.networkEmail');
    }
    if (kind === 'phone' && trust === 'network') return t('channelSetting.rung.networkPhone');
    return t(`channelSetting.rung.${trust}`, { channel: t(`channel.${channelKind(kind)}`) });
  }
}

function Rung({ mark, name, hint }: { mark: ReactNode; name: string; hint: string }) {
  return (
    <span className="rung">
      <span className="row tight">
        {mark}
        <span>{name}</span>
      </span>
      <span className="s12 t3">{hint}</span>
    </span>
  );
}

function Locked({ word }: { word: string }) {
  const { t } = useTranslation();
  return (
    <span className="row tight s12 t2" title={t('channelSetting.locked')}>
      <IconLock className="i-14" aria-hidden />
      {word}
      <span className="sr">, {t('channelSetting.locked')}</span>
    </span>
  );
}
