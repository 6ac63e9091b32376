import { IconUnlink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { NamedEvidence } from '#contract/link.ts';
import { cached } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useLinkWords } from '../identifiers/link-words.ts';
import { type RefusalAnswer, useRecognition } from './use-recognition.ts';

/** Whom it is not: the linked card, or a suggested one. */
export interface Refused {
  id: number;
  name: string;
  evidence: NamedEvidence | null;
}

interface NotThisPersonProps {
  conversation: Conversation;
  refused: Refused;
  opened: boolean;
  onClose: () => void;
}

/** *Not this person* (R-REC-7) asks one thing: what is wrong. The second refusal of a value asks whether several people use it. */
export function NotThisPerson({ conversation, refused, opened, onClose }: NotThisPersonProps) {
  const { t } = useTranslation();
  const words = useLinkWords();
  const isLinked = conversation.contact?.id === refused.id;
  const evidence = refused.evidence ? words.evidence(refused.evidence) : null;
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('refuse.title')}
      width={400}
      hint={
        isLinked || !evidence
          ? t('refuse.hint', { name: refused.name })
          : t('refuse.hintSuggested', { name: refused.name, evidence })
      }
    >
      <Answers
        conversation={conversation}
        refused={refused}
        evidence={evidence}
        isLinked={isLinked}
        onClose={onClose}
      />
    </Dialog>
  );
}

function Answers({
  conversation,
  refused,
  evidence,
  isLinked,
  onClose,
}: Omit<NotThisPersonProps, 'opened'> & { evidence: string | null; isLinked: boolean }) {
  const { t } = useTranslation();
  const group = useId();
  const { refuse, shareInstead } = useRecognition(conversation);
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const mayShare = me.data !== undefined && me.data.role !== 'operator';
  const [answer, setAnswer] = useState<RefusalAnswer>(usual(refused.evidence));
  const [again, setAgain] = useState<{ refusal: string | null } | null>(null);
  const about = { contactId: refused.id, name: refused.name };
  const answers: RefusalAnswer[] = evidence
    ? ['justThisConversation', 'valueNotTheirs', 'severalPeople']
    : ['justThisConversation'];

  function decide(event: FormEvent) {
    event.preventDefault();
    refuse.mutate(
      { ...about, answer },
      {
        onSuccess: ({ proposeShared, changeId }) =>
          proposeShared && mayShare ? setAgain({ refusal: changeId }) : onClose(),
      },
    );
  }

  if (again) {
    return (
      <div className="dialog-body">
        <p>{t('refuse.again')}</p>
        <footer className="dialog-foot">
          <button
            type="button"
            className="btn ink"
            data-autofocus
            disabled={shareInstead.isPending}
            onClick={() => shareInstead.mutate({ ...about, ...again }, { onSuccess: onClose })}
          >
            {t('refuse.share')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('refuse.leave')}
          </button>
        </footer>
      </div>
    );
  }
  return (
    <form className="refusal" onSubmit={decide}>
      <fieldset>
        <legend className="sr">{t('refuse.title')}</legend>
        {answers.map((one) => {
          const isBarred = one === 'severalPeople' && !mayShare;
          return (
            <label key={one} className={isBarred ? 'barred' : ''}>
              <input
                type="radio"
                name={group}
                checked={answer === one}
                disabled={isBarred}
                data-autofocus={answer === one || undefined}
                onChange={() => setAnswer(one)}
              />
              <span>
                <b>{t(`refuse.${one}`, { evidence: evidence ?? t('refuse.thisValue') })}</b>
                <span className="s12 t2">{t(isBarred ? 'refuse.severalPeopleRight' : `refuse.${one}Hint`)}</span>
              </span>
            </label>
          );
        })}
      </fieldset>
      <footer className="dialog-foot">
        <button type="submit" className="btn ink" disabled={refuse.isPending}>
          <IconUnlink aria-hidden />
          {t(isLinked ? 'refuse.unlink' : 'refuse.drop')} <kbd>↵</kbd>
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('refuse.cancel')}
        </button>
      </footer>
    </form>
  );
}

/** Numbers, addresses and browsers change hands: mostly it is just this conversation. An account is somebody's. */
function usual(evidence: NamedEvidence | null): RefusalAnswer {
  const changesHands = !evidence || ['phone', 'email', 'browser'].includes(evidence.kind);
  return changesHands ? 'justThisConversation' : 'valueNotTheirs';
}
