import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WayToWrite } from '#contract/begin.ts';
import { day } from '../i18n/format.ts';

interface BeginWarningsProps {
  doNotContact: boolean;
  way: WayToWrite;
  meant: boolean;
  onMeant: (meant: boolean) => void;
}

/** What speaks against writing there. The graver ones want a tick before anything leaves. */
export function BeginWarnings({ doNotContact, way, meant, onMeant }: BeginWarningsProps) {
  const { t } = useTranslation();
  const since = way.undeliverableAt;
  const isGrave = doNotContact || since !== null;
  return (
    <>
      {isGrave && (
        <div className="banner" role="alert">
          <IconAlertTriangle aria-hidden />
          <div className="grow">
            {doNotContact && (
              <p>
                <b>{t('begin.doNotContact')}</b> {t('begin.doNotContactHint')}
              </p>
            )}
            {since !== null && (
              <p>
                <b>{t('begin.undeliverableTitle')}</b> {t('begin.undeliverableHint', { when: day(since) })}
              </p>
            )}
            <label className="row begin-meant">
              <input
                type="checkbox"
                className="box"
                checked={meant}
                onChange={({ target }) => onMeant(target.checked)}
              />
              {t('begin.anyway')}
            </label>
          </div>
        </div>
      )}
      {way.state !== 'owned' && (
        <p className="s12 t2">{t(way.state === 'shared' ? 'begin.sharedHint' : 'begin.contestedHint')}</p>
      )}
    </>
  );
}
