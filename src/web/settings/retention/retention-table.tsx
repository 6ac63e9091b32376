import { IconClockHour4 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionKind, RetentionOf, RetentionSetting } from '#contract/retention.ts';
import { api, cached } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { WhenOpened } from '../../frame/when-opened.tsx';
import { day } from '../../i18n/format.ts';
import { PeriodDialog } from './period-dialog.tsx';
import { usePeriodWords } from './period-words.ts';

/** The periods of the workspace, or of one of its queues or channels: a row for each kind, with what waits for its day. */
export function RetentionTable({ of }: { of: RetentionOf }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ kind: RetentionKind; opened: boolean }>({ kind: 'text', opened: false });
  const setting = of.settings.find(({ kind }) => kind === asked.kind);
  return (
    <>
      <table className="settings-table retention-table">
        <thead>
          <tr>
            <th scope="col">{t('retention.what')}</th>
            <th scope="col">{t('retention.period')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {of.settings.map((one) => (
            <Row key={one.kind} of={of} setting={one} onChange={() => setAsked({ kind: one.kind, opened: true })} />
          ))}
        </tbody>
      </table>
      <WhenOpened opened={asked.opened}>
        {setting && (
          <PeriodDialog
            key={`${of.id} ${setting.kind}`}
            of={of}
            setting={setting}
            opened={asked.opened}
            onClose={() => setAsked({ ...asked, opened: false })}
          />
        )}
      </WhenOpened>
    </>
  );
}

function Row({ of, setting, onChange }: { of: RetentionOf; setting: RetentionSetting; onChange: () => void }) {
  const { t } = useTranslation();
  const periodWords = usePeriodWords();
  const { kind, period, next } = setting;
  const name = t(`retention.kind.${kind}`);
  return (
    <tr>
      <td className="wrap">
        <b>{name}</b>
        <div className="s12 t2">{t(`retention.hint.${kind}`)}</div>
      </td>
      <td className="wrap">
        {periodWords(period)}
        {next && (
          <div className="s12 row tight">
            <IconClockHour4 className="i-14" aria-hidden />
            {t('retention.next', { when: day(next.at), period: periodWords(next.period) })}
          </div>
        )}
      </td>
      <td className="wrap right">
        {next && <TakeBack of={of} kind={kind} name={name} />}{' '}
        <button
          type="button"
          className="btn sm"
          aria-label={t('retention.changeOf', { kind: name })}
          onClick={onChange}
        >
          {t('retention.change')}
        </button>
      </td>
    </tr>
  );
}

function TakeBack({ of: { scope, id }, kind, name }: { of: RetentionOf; kind: RetentionKind; name: string }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const takeBack = useMutation({
    mutationFn: () => api.retention.takeBack({ scope, kind, ...(scope !== 'workspace' && { id }) }),
    onSuccess: () => toast(t('retention.takenBack', { kind: name })),
    onError: (error) => toast(words(error)),
    onSettled: () => void cache.invalidateQueries({ queryKey: cached.retention.key() }),
  });
  return (
    <button
      type="button"
      className="btn sm"
      disabled={takeBack.isPending}
      aria-label={t('retention.takeBackOf', { kind: name })}
      onClick={() => takeBack.mutate()}
    >
      {t('retention.takeBack')}
    </button>
  );
}
