import { IconCheck, IconRotate } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { WrapUp as WrapUpOf } from '#contract/wrap-up.ts';
import { useKeys } from '../../frame/keys.ts';
import { ConversationTags } from '../conversation-tags.tsx';
import { Thread } from '../thread.tsx';
import { useDeskVerbs } from '../use-desk-verbs.ts';
import { FollowUpPart } from './follow-up-part.tsx';
import { RequiredParameters } from './required-parameters.tsx';
import { ResultPicks, useResults } from './result-picks.tsx';
import { useRequired } from './use-required.ts';
import { useWrapUp } from './use-wrap-up.ts';
import { WhoWasIt } from './who-was-it.tsx';
import { WrapUpHead } from './wrap-up-head.tsx';
import './wrap-up.css';

interface WrapUpProps {
  conversation: Conversation;
  wrapUp: WrapUpOf;
}

/** One sheet after the client is gone (R-DSK-3): who it was, the result, what the queue asks for, what follows. The conversation stands beside it. */
export function WrapUp({ conversation, wrapUp }: WrapUpProps) {
  const { t } = useTranslation();
  const { topic } = conversation;
  const sheet = useRef<HTMLElement>(null);
  const { finish, moreTime, later } = useWrapUp(conversation);
  const { reopen } = useDeskVerbs(conversation);
  const [leaveUnknown, setLeaveUnknown] = useState(false);
  const [tried, setTried] = useState(false);
  const results = useResults(wrapUp, conversation.result);
  const required = useRequired(conversation, wrapUp);
  const { missing, requires } = wrapUp;
  const lacks = {
    client: missing.client && !leaveUnknown,
    result: requires.result && results.chosen === null,
    parameters: required.missing.length > 0,
    tag: missing.tag,
  };
  const isWhole = !Object.values(lacks).some(Boolean);
  useEffect(() => takeFocus(sheet.current), []); // what had it is gone

  const end = async () => {
    setTried(true);
    if (!isWhole) return toMissing(sheet.current);
    if (finish.isPending || !(await required.keep())) return;
    finish.mutate({ result: results.chosen, leaveUnknown });
  };
  useKeys({ 'mod+enter': (event) => (event.repeat ? false : void end()) });

  return (
    <main
      ref={sheet}
      className="pane talk wrap-up"
      data-pane
      tabIndex={-1}
      aria-label={`${t('wrapUp.title')}: ${topic}`}
    >
      <WrapUpHead conversation={conversation} wrapUp={wrapUp} onMore={() => moreTime.isPending || moreTime.mutate()} />
      <div className="wrap-sheet">
        <div className="scroll wrap-left" tabIndex={-1}>
          {(missing.client || leaveUnknown) && (
            <WhoWasIt
              conversation={conversation}
              left={leaveUnknown}
              onLeave={setLeaveUnknown}
              wrong={tried && lacks.client}
            />
          )}
          <ResultPicks {...results} wrong={tried && lacks.result} />
          {requires.parameters.length > 0 && <RequiredParameters conversation={conversation} required={required} />}
          <div className="wrap-part" data-missing={lacks.tag || undefined}>
            <ConversationTags conversation={conversation} />
            {lacks.tag && <p className="bad">{t('wrapUp.tagNeeded')}</p>}
          </div>
          <FollowUpPart conversation={conversation} />
        </div>
        <aside className="wrap-right" aria-label={t('wrapUp.conversation')}>
          <div className="row">
            <h2>{t('wrapUp.conversation')}</h2>
            <span className="badge">{t('wrapUp.closed')}</span>
            <span className="grow" />
            <button type="button" className="btn quiet sm" disabled={reopen.isPending} onClick={() => reopen.mutate()}>
              <IconRotate aria-hidden />
              {t('wrapUp.reopen')}
            </button>
          </div>
          <Thread conversation={conversation} />
        </aside>
      </div>
      <footer className="wrap-bar">
        <span className="s12 t3 hide-390">
          <Trans i18nKey="wrapUp.hint" components={[<span key="0" />, <kbd key="1" />]} />
        </span>
        <span className="grow" />
        <button
          type="button"
          className="btn only-wrap-narrow"
          disabled={reopen.isPending}
          onClick={() => reopen.mutate()}
        >
          <IconRotate aria-hidden />
          {t('wrapUp.reopen')}
        </button>
        <button type="button" className="btn" disabled={later.isPending} onClick={() => later.mutate()}>
          {t('wrapUp.later')}
        </button>
        <button
          type="button"
          className={isWhole ? 'btn ink' : 'btn off'}
          aria-disabled={!isWhole}
          disabled={finish.isPending}
          onClick={() => void end()}
        >
          <IconCheck aria-hidden />
          {t('wrapUp.finish')} <kbd>Ctrl ↵</kbd>
        </button>
      </footer>
    </main>
  );
}

/** The sheet has the focus without saying so: nobody went to it. */
function takeFocus(sheet: HTMLElement | null): void {
  if (!sheet) return;
  sheet.dataset.calm = 'true';
  sheet.addEventListener('blur', () => delete sheet.dataset.calm, { once: true });
  sheet.focus({ preventScroll: true });
}

/** The focus goes to the first thing that is missing. */
function toMissing(sheet: HTMLElement | null): void {
  const part = sheet?.querySelector<HTMLElement>('[data-missing]');
  part?.scrollIntoView({ block: 'nearest' });
  const field = part?.matches('input, select') ? part : part?.querySelector<HTMLElement>('input, select, button');
  field?.focus();
}
