import { IconMail, IconPhone, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import type { Conversation } from '#contract/conversation.ts';
import type { Verification } from '#contract/verification.ts';
import { api, cached } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { LateMenu } from '../frame/late-menu.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { recently } from '../i18n/format.ts';
import { readable } from '../identifiers/readable.ts';

type Asked = Parameters<typeof api.conversations.verify>[0];

/** *Verify* (R-REC-11): a code to a value of the card, or the result of questions; for this conversation only. */
export function VerifyRow({ conversation, card }: { conversation: Conversation; card: Contact }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const { id, verification } = conversation;
  const onVerified = useVerified(conversation);
  const verify = useMutation({
    mutationFn: (asked: Asked) => api.conversations.verify(asked),
    onSuccess: onVerified,
    onError: (error) => toast(`${t('verify.notSent')}. ${words(error)}`),
  });
  const reachable = card.identifiers.filter(({ kind }) => kind === 'email' || kind === 'phone').slice(0, 6);
  const questions = (result: 'verified' | 'failed') => verify.mutate({ id, how: 'questions', result });

  return (
    <div className="verify">
      {verification && <VerifiedMark verification={verification} />}
      {verification?.state === 'codeSent' && <CodeField conversation={conversation} onVerified={onVerified} />}
      <LateMenu
        position="bottom-start"
        width={290}
        target={
          <button type="button" className="btn sm" disabled={verify.isPending}>
            <IconShieldCheck aria-hidden />
            {t(verification ? 'verify.again' : 'verify.open')}
          </button>
        }
      >
        {({ Menu }) => (
          <>
            <Menu.Label>{t('verify.title')}</Menu.Label>
            {reachable.map((value) => (
              <Menu.Item
                key={value.id}
                leftSection={value.kind === 'email' ? <IconMail aria-hidden /> : <IconPhone aria-hidden />}
                onClick={() => verify.mutate({ id, how: 'code', identifierId: value.id })}
              >
                {t('verify.sendTo', { value: readable(value.display) })}
              </Menu.Item>
            ))}
            {reachable.length === 0 && <Menu.Label>{t('verify.none')}</Menu.Label>}
            <Menu.Divider />
            <Menu.Item leftSection={<IconShieldCheck aria-hidden />} onClick={() => questions('verified')}>
              {t('verify.questions')}
            </Menu.Item>
            <Menu.Item leftSection={<IconShieldX aria-hidden />} onClick={() => questions('failed')}>
              {t('verify.failedQuestions')}
            </Menu.Item>
          </>
        )}
      </LateMenu>
    </div>
  );
}

/** How the verification of this conversation stands, with who and when. */
function VerifiedMark({ verification }: { verification: Verification }) {
  const { t } = useTranslation();
  const { state, how, by, at, to } = verification;
  if (state === 'codeSent') return <p className="t2">{t('verify.codeSent', { to: to ?? '' })}</p>;
  const Icon = state === 'verified' ? IconShieldCheck : IconShieldX;
  const word = state === 'failed' ? 'failed' : how === 'code' ? 'verifiedByCode' : 'verifiedByQuestions';
  return (
    <p className={`verified ${state}`}>
      <Icon aria-hidden />
      <span>
        <b>{t(`verify.${word}`)}</b>{' '}
        <span className="s12 t3">{[t('verify.who', { by, when: recently(at) }), t('verify.holds')].join(' · ')}</span>
      </span>
    </p>
  );
}

function CodeField({
  conversation,
  onVerified,
}: {
  conversation: Conversation;
  onVerified: (verification: Verification) => void;
}) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const id = useId();
  const [code, setCode] = useState('');
  const check = useMutation({
    mutationFn: () => api.conversations.verifyCode({ id: conversation.id, code: code.trim() }),
    onSuccess: (verification) => {
      setCode('');
      onVerified(verification);
    },
  });
  const isWrong = check.isError || (check.data?.state === 'codeSent' && code === '');
  const tries = conversation.verification?.triesLeft ?? null;
  return (
    <form
      className="code"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (code.trim()) check.mutate();
      }}
    >
      <label className="sr" htmlFor={id}>
        {t('verify.code')}
      </label>
      <div className="field" data-bad={isWrong || undefined}>
        <input
          id={id}
          className="num"
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          placeholder={t('verify.code')}
          value={code}
          aria-invalid={isWrong}
          aria-describedby={`${id}-more`}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <button type="submit" className="btn sm" disabled={check.isPending || code.trim() === ''}>
        {t('verify.check')}
      </button>
      <span id={`${id}-more`} className={isWrong ? 'bad' : 's12 t3'} role={isWrong ? 'alert' : undefined}>
        {[
          isWrong ? (check.error ? words(check.error) : t('verify.wrong')) : null,
          tries === null ? null : t('verify.triesLeft', { count: tries }),
        ]
          .filter(Boolean)
          .join(' ')}
      </span>
    </form>
  );
}

/** The conversation shows it at once; its history is asked anew. */
function useVerified(conversation: Conversation): (verification: Verification) => void {
  const cache = useQueryClient();
  return (verification) => {
    const key = cached.conversations.read.queryKey({ input: { id: conversation.id } });
    cache.setQueryData<Conversation>(key, (shown) => shown && { ...shown, verification });
    void askRecordsAnew(cache);
  };
}
