import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionEdit, RetentionOf, RetentionPreview, RetentionSetting } from '#contract/retention.ts';
import { api, cached } from '../../api.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { Failed } from '../../frame/states.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { toast } from '../../frame/toast.ts';
import { day } from '../../i18n/format.ts';
import { daysIn, useScopeWords } from './period-words.ts';

interface PeriodDialogProps {
  of: RetentionOf;
  setting: RetentionSetting;
  opened: boolean;
  onClose: () => void;
}

/** How long one kind is kept. What a shorter period would take shows before it can be set, and from when on. */
export function PeriodDialog({ of, setting, opened, onClose }: PeriodDialogProps) {
  const { t } = useTranslation();
  const scopeWords = useScopeWords();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(`retention.kind.${setting.kind}`)}
      hint={`${scopeWords(of)}. ${t(`retention.hint.${setting.kind}`)}.`}
      width={460}
    >
      {opened && <Form of={of} setting={setting} onClose={onClose} />}
    </Dialog>
  );
}

const ways = ['days', 'forever', 'inherit'] as const;
type Way = (typeof ways)[number];

function Form({ of: { scope, id }, setting, onClose }: Omit<PeriodDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const { kind, period } = setting;
  const [way, setWay] = useState<Way>(typeof period === 'number' ? 'days' : period);
  const [written, setWritten] = useState(typeof period === 'number' ? String(period) : '');
  const asked = way === 'days' ? daysIn(written) : way;
  const isSame = asked === period && setting.next === null;
  const edit: RetentionEdit | null =
    asked === null ? null : { scope, kind, period: asked, ...(scope !== 'workspace' && { id }) };
  const preview = useQuery(
    cached.retention.preview.queryOptions({
      input: edit ?? { scope, kind, period: 'forever' },
      enabled: edit !== null && !isSame,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  );
  const seen = edit !== null && !isSame && preview.isSuccess && !preview.isPlaceholderData ? preview.data : null;
  const set = useMutation({
    mutationFn: (sure: RetentionEdit) => api.retention.set({ ...sure, sure: true }),
    onSuccess: () => {
      onClose();
      toast(t('retention.done', { kind: t(`retention.kind.${kind}`) }));
    },
    onError: (error) => toast(`${t('retention.notSet')}. ${words(error)}`),
    onSettled: () => void cache.invalidateQueries({ queryKey: cached.retention.key() }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (edit && seen && !set.isPending) set.mutate(edit);
  };
  return (
    <form className="dialog-body retention-form" onSubmit={submit}>
      <SelectField
        label={t('retention.how')}
        value={way}
        options={ways
          .filter((one) => one !== 'inherit' || scope !== 'workspace')
          .map((one) => ({ value: one, name: one === 'days' ? t('retention.forDays') : t(`retention.${one}`) }))}
        onChange={setWay}
      />
      {way === 'days' && (
        <TextField
          label={t('retention.daysField')}
          value={written}
          onChange={setWritten}
          autoComplete="off"
          maxLength={6}
          error={written !== '' && asked === null ? t('retention.badDays') : undefined}
        />
      )}
      <div className="retention-preview" role="status">
        {isSame && <p className="t2">{t('retention.same')}</p>}
        {edit && !isSame && !seen && !preview.isError && <p className="t3">{t('retention.counting')}</p>}
        {seen && <Seen preview={seen} kind={kind} />}
      </div>
      {preview.isError && (
        <Failed title={t('retention.countFailed')} error={preview.error} retry={() => void preview.refetch()} />
      )}
      <button type="submit" className="btn ink" disabled={!seen || set.isPending}>
        {seen?.shortens ? t('retention.setFrom', { when: day(seen.effectiveAt) }) : t('retention.set')}
      </button>
    </form>
  );
}

function Seen({ preview, kind }: { preview: RetentionPreview; kind: RetentionSetting['kind'] }) {
  const { t } = useTranslation();
  const { shortens, effectiveAt, wouldGo, held, more } = preview;
  if (!shortens) return <p>{t('retention.atOnce')}</p>;
  return (
    <>
      <p>{t('retention.waits', { when: day(effectiveAt) })}</p>
      <p>
        <b>{wouldGo === 0 ? t('retention.nothing') : t(`retention.goes.${kind}`, { count: wouldGo })}</b>{' '}
        {more && t('retention.atLeast')}
      </p>
      {held > 0 && <p className="t2">{t('retention.held', { count: held })}</p>}
    </>
  );
}
