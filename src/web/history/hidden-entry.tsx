import { IconHandStop, IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '#contract/history.ts';
import { api, cached } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { dayAndTime, moment } from '../i18n/format.ts';
import { ChannelGlyph, channelKind } from '../identifiers/channel-glyph.tsx';

const AskAccess = lazy(() => import('./ask-access.tsx').then((room) => ({ default: room.AskAccess })));

type Hidden = Extract<HistoryItem, { type: 'hidden' }>;

/** A conversation of a queue one is not a member of: only that it was, and *Ask for access* (R-HIS-5). */
export function HiddenEntry({ item }: { item: Hidden }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setAsking(false);
    button.current?.focus();
  };
  const isAsked = item.access?.state === 'asked';
  return (
    <div className="ev hidden-ev">
      <ChannelGlyph kind={item.channel.kind} decorative />
      <div className={`hb ${asking ? 'is-focus' : ''}`}>
        <IconLock className="i-14" aria-hidden />
        <span className="cut">
          {t(`channel.${channelKind(item.channel.kind)}`)} · {item.queue.name}
        </span>
        <time className="s12 t3 num" dateTime={item.at}>
          {dayAndTime(item.at)}
        </time>
      </div>
      {isAsked ? (
        <Asked item={item} />
      ) : (
        <div className="row m">
          <span className="cut grow">
            {item.access ? t('kept.refusedBy', { name: item.access.decidedBy ?? '' }) : t('history.hidden')}
          </span>
          <button
            ref={button}
            type="button"
            className="textlink ask-access"
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          >
            <IconHandStop className="i-14" aria-hidden />
            {t('kept.ask')}
          </button>
        </div>
      )}
      {asking && (
        <Suspense>
          <AskAccess item={item} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}

/** Asked: since when, who decides, and *Take back*. */
function Asked({ item: { access, deciders } }: { item: Hidden }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const takeBack = useMutation({
    mutationFn: () => api.accessRequests.answer({ id: access?.id ?? '', answer: 'takeBack' }),
    onError: (error) => toast(words(error)),
    onSettled: () => void cache.invalidateQueries({ queryKey: cached.contacts.history.key() }),
  });
  const [name = ''] = deciders;
  return (
    <div className="row m">
      <span className="badge warn">{t('kept.asked', { when: moment(access?.at ?? '') })}</span>
      <span className="cut grow" title={deciders.join(', ')}>
        {deciders.length > 1 ? t('kept.decide', { names: deciders.join(', ') }) : t('kept.decides', { name })}
      </span>
      <button type="button" className="textlink" disabled={takeBack.isPending} onClick={() => takeBack.mutate()}>
        {t('kept.takeBack')}
      </button>
    </div>
  );
}
