import { IconBell, IconClock, IconPhone, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useFollowUpWords } from './follow-up-words.ts';
import { usePlanning } from './planning.ts';
import { useFollowUps } from './use-follow-ups.ts';

/** What comes after it, if anything: a callback or a reminder (R-DSK-4), each as a chip that takes it away. */
export function FollowUpPart({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const plan = usePlanning();
  const words = useFollowUpWords();
  const { cancel } = useFollowUps();
  return (
    <section className="wrap-part">
      <h2>
        {t('followUp.title')} <span className="t3 plain">{t('wrapUp.optional')}</span>
      </h2>
      <div className="row wrap">
        <button type="button" className="btn" onClick={() => plan({ kind: 'callback' })}>
          <IconPhone aria-hidden />
          {t('followUp.callBack')}
        </button>
        <button type="button" className="btn" onClick={() => plan({ kind: 'reminder' })}>
          <IconBell aria-hidden />
          {t('followUp.remind')}
        </button>
        {conversation.followUps.map((one) => {
          const whom = one.operator?.name ?? conversation.queue.name;
          const what = `${words(one)}, ${whom}`;
          return (
            <span key={one.id} className="chip">
              <IconClock aria-hidden />
              <button type="button" className="chip-word" onClick={() => plan({ kind: one.kind, before: one })}>
                {what}
              </button>
              <button
                type="button"
                className="chip-x"
                aria-label={t('followUp.cancel', { what })}
                disabled={cancel.isPending}
                onClick={() => cancel.mutate(one.id)}
              >
                <IconX aria-hidden />
              </button>
            </span>
          );
        })}
      </div>
    </section>
  );
}
