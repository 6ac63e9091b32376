import { IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hold } from '#contract/hold.ts';
import { api } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { enRetention } from '../i18n/en-retention.ts';
import { day } from '../i18n/format.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { useMayManage } from '../settings/use-may-manage.ts';

addEnglish(enRetention);

/** One hold that stands: until when, why, by whom; administrators lift it. `children`: what it stands on, where that is not clear. */
export function HoldRow({ hold, onLifted, children }: { hold: Hold; onLifted?: () => void; children?: ReactNode }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const { id, reason, until, by, direct } = hold;
  const lift = useMutation({
    mutationFn: () => api.holds.lift({ id }),
    onSuccess: ({ changeId }) => {
      onLifted?.();
      toast(t('hold.lifted', { reason }), changeId);
    },
    onError: (error) => toast(words(error)),
    onSettled: () => void askRecordsAnew(cache),
  });
  const about = [by && t('hold.by', { name: by }), direct ? null : t('hold.ofCard')].filter(Boolean).join(' · ');
  return (
    <div className="banner">
      <IconLock aria-hidden />
      <div className="grow">
        <b>{until ? t('hold.onHoldUntil', { when: day(until) }) : t('hold.onHold')}</b> {children}
        <div className="t2">
          {reason} {about && <span className="t3">{about}</span>}
        </div>
      </div>
      {mayManage && (
        <button
          type="button"
          className="btn sm"
          disabled={lift.isPending}
          aria-label={t('hold.liftOf', { reason })}
          onClick={() => lift.mutate()}
        >
          {t('hold.lift')}
        </button>
      )}
    </div>
  );
}
