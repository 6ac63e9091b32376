import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '#contract/conversation.ts';
import { useSupervisor } from '../../frame/use-supervisor.ts';
import { WhenOpened } from '../../frame/when-opened.tsx';
import { clock, moment } from '../../i18n/format.ts';
import './redact.css';

const RedactDialog = lazy(() => import('./redact-dialog.tsx').then((room) => ({ default: room.RedactDialog })));

interface RedactProps {
  conversationId: string;
  entry: Entry;
}

/** Takes the words of one message away for good (R-DSK-5): for supervisors, shown where the message is pointed at or has the focus. */
export function Redact({ conversationId, entry }: RedactProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (!useSupervisor()) return null;
  return (
    <>
      <button type="button" className="textlink redact" onClick={() => setOpened(true)}>
        {t('kept.redact')}
      </button>
      <WhenOpened opened={opened}>
        <RedactDialog conversationId={conversationId} entry={entry} opened={opened} onClose={() => setOpened(false)} />
      </WhenOpened>
    </>
  );
}

/** What stays of a message whose words were taken away. */
export function Redacted({ entry: { redacted, at } }: { entry: Entry }) {
  const { t } = useTranslation();
  if (!redacted) return null;
  return (
    <div className="sys">
      {t('kept.redacted', { name: redacted.by ?? t('deskEvent.itself'), when: moment(redacted.at) })} ·{' '}
      <time dateTime={at}>{clock(at)}</time>
    </div>
  );
}
