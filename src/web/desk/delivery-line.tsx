import { IconAlertTriangle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Delivery } from '#contract/reply.ts';
import { useSending } from './composer/use-sending.ts';

interface DeliveryLineProps {
  conversation: Conversation;
  replyId: string;
  delivery: Delivery;
}

const icons = {
  waiting: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  cancelled: IconCheck,
} as const;

/** How far a reply is: going out, sent, delivered, read, or failed with *Try again*; while it waits it can be taken back. */
export function DeliveryLine(props: DeliveryLineProps) {
  const { t } = useTranslation();
  const { state, until } = props.delivery;
  if (state === 'failed') return <Failed {...props} />;
  if (state === 'waiting' && until) return <Waiting {...props} until={until} />;
  const Icon = icons[state];
  return (
    <span className="delivery">
      <Icon className="i-14" aria-hidden />
      <span>{t(`delivery.${state === 'waiting' ? 'sending' : state}`)}</span>
    </span>
  );
}

function Failed({ conversation, replyId, delivery: { error } }: DeliveryLineProps) {
  const { t } = useTranslation();
  const { tryAgain } = useSending(conversation);
  return (
    <span className="delivery bad">
      <IconAlertTriangle className="i-14" aria-hidden />
      <span>
        {t('delivery.failed')}
        {error && `: ${error}`}
      </span>
      <button
        type="button"
        className="btn link sm"
        disabled={tryAgain.isPending}
        onClick={() => tryAgain.mutate(replyId)}
      >
        {t('frame.tryAgain')}
      </button>
    </span>
  );
}

function Waiting({ conversation, replyId, until }: DeliveryLineProps & { until: string }) {
  const { t } = useTranslation();
  const { takeBack } = useSending(conversation);
  const left = useSecondsLeft(until);
  return (
    // The seconds are not read aloud one after the other
    <span className="delivery" aria-live="off">
      <IconClock className="i-14" aria-hidden />
      <span>{left > 0 ? t('delivery.goesOutIn', { seconds: left }) : t('delivery.sending')}</span>
      {left > 0 && (
        <button
          type="button"
          className="btn link sm"
          disabled={takeBack.isPending}
          onClick={() => takeBack.mutate(replyId)}
        >
          {t('frame.undo')}
        </button>
      )}
    </span>
  );
}

/** Whole seconds until a moment; 0 when it is over. */
function useSecondsLeft(until: string): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((new Date(until).getTime() - now) / 1_000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [left]);
  return left;
}
