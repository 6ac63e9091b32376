import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '#contract/history.ts';
import { api, cached } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { enKeeping } from '../i18n/en-keeping.ts';
import { dayAndTime } from '../i18n/format.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { channelKind } from '../identifiers/channel-glyph.tsx';

addEnglish(enKeeping);

type Hidden = Extract<HistoryItem, { type: 'hidden' }>;

/** Asks why one wants to look, and for how long (R-HIS-5): below the entry, closed by Esc. */
export function AskAccess({ item, onClose }: { item: Hidden; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const title = useId();
  const field = useRef<HTMLInputElement>(null);
  const [why, setWhy] = useState('');
  const [days, setDays] = useState<1 | 7>(1);
  useEffect(() => field.current?.focus(), []);
  const ask = useMutation({
    mutationFn: () => api.conversations.askAccess({ id: item.id, why: why.trim(), days }),
    onSuccess: onClose,
    onSettled: () => void cache.invalidateQueries({ queryKey: cached.contacts.history.key() }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why.trim() && !ask.isPending) ask.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const queue = item.queue.name;
  const about = { channel: t(`channel.${channelKind(item.channel.kind)}`), queue, when: dayAndTime(item.at) };
  return (
    <form className="pop askp" role="dialog" aria-labelledby={title} onSubmit={submit} onKeyDown={onKeyDown}>
      <b id={title}>{t('keeping.askTitle')}</b>
      <p className="t2 s12">{t('keeping.askHint', about)}</p>
      <label>
        <span className="label">{t('keeping.why')}</span>
        <span className="field">
          <input
            ref={field}
            value={why}
            maxLength={500}
            required
            autoComplete="off"
            onChange={({ target }) => setWhy(target.value)}
          />
        </span>
      </label>
      {ask.error && (
        <p className="bad s12" role="alert">
          {t('keeping.askFailed')}. {words(ask.error)}
        </p>
      )}
      <div className="row tight">
        <fieldset className="seg" aria-label={t('keeping.howLong')}>
          {([1, 7] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={days === one}
              className={days === one ? 'on' : ''}
              onClick={() => setDays(one)}
            >
              {t(one === 1 ? 'keeping.oneDay' : 'keeping.sevenDays')}
            </button>
          ))}
        </fieldset>
        <span className="grow" />
        <button type="button" className="btn sm" onClick={onClose}>
          {t('frame.cancel')}
        </button>
        <button type="submit" className="btn ink sm" disabled={!why.trim() || ask.isPending}>
          {t('keeping.doAsk')} <kbd>↵</kbd>
        </button>
      </div>
    </form>
  );
}
