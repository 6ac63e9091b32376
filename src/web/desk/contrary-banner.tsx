import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useLinkWords } from '../identifiers/link-words.ts';
import { useRecognition } from './use-recognition.ts';

/** New contrary evidence in a conversation that a person linked or accepted: it moves only by a person (R-REC-4). */
export function ContraryBanner({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const words = useLinkWords();
  const { answerContrary } = useRecognition(conversation);
  const { contrary } = conversation;
  if (!contrary) return null;
  return (
    <div className="banner talk-banner" role="status">
      <IconAlertTriangle aria-hidden />
      <div className="grow">
        <b>{t('contrary.title', { name: contrary.contact.name ?? t('value.unnamed') })}</b>
        <div className="t2">{t('contrary.strength', { evidence: words.evidence(contrary.evidence) })}</div>
        <div className="row">
          <button
            type="button"
            className="textlink"
            disabled={answerContrary.isPending}
            onClick={() => answerContrary.mutate('switch')}
          >
            {t('contrary.switch')}
          </button>
          <button
            type="button"
            className="textlink"
            disabled={answerContrary.isPending}
            onClick={() => answerContrary.mutate('keep')}
          >
            {t('contrary.keep')}
          </button>
        </div>
      </div>
    </div>
  );
}
