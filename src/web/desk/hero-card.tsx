import { IconForms } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { SentForm } from '#contract/form.ts';
import { useKeys } from '../frame/keys.ts';
import { useUndo } from '../history/use-undo.ts';
import { clock } from '../i18n/format.ts';
import { useFormVerbs } from './use-form-verbs.ts';
import './hero-card.css';
import { Key } from '../frame/key.tsx';

/** A form in the thread (R-TAB-8): asked, answered, and what became of the answers; what waits as a proposal is taken over whole (`o`) or field by field. */
export function HeroCard({ form, conversation }: { form: SentForm; conversation: Conversation }) {
  const { t } = useTranslation();
  const undo = useUndo();
  const inLanguage = useInLanguage();
  const { takeOver, dismiss } = useFormVerbs(conversation, form);
  const { state, changeId, answeredAt, fields, texts, name } = form;
  const isProposed = state === 'proposed';
  const isBusy = takeOver.isPending || dismiss.isPending;
  const [taken, setTaken] = useState<string[]>([]);
  const isInParts = isProposed || (state === 'takenOver' && taken.length > 0);
  useKeys(isProposed && !isBusy ? { takeOver: () => takeOver.mutate(undefined) } : {});
  const shown = form.answers ? fields.filter(({ id }) => form.answers?.[id] !== undefined) : fields;
  const changed = fields.filter(
    (field) => isForCard(field) && answerOf(form, field) !== (form.prefill[field.id] ?? ''),
  ).length;
  const canUndo = changeId !== null && (state === 'applied' || state === 'takenOver');
  const words = state === 'applied' ? t('heroCard.applied', { count: changed }) : t(`heroCard.${state}`);

  return (
    <article className="hero" aria-label={name}>
      <header>
        <IconForms aria-hidden />
        <b className="grow cut">{inLanguage(texts.title) || name}</b>
        <span className="s12 t2">
          {answeredAt && state !== 'cancelled'
            ? t('heroCard.answeredAt', { when: clock(answeredAt) })
            : t(`heroCard.${state === 'cancelled' ? 'cancelled' : 'asked'}`)}
        </span>
      </header>
      <dl>
        {shown.map((field) => {
          const before = form.prefill[field.id];
          const after = form.answers ? answerOf(form, field) : undefined;
          const label = inLanguage(field.label);
          return (
            <div key={field.id}>
              <dt>{label}</dt>
              <dd>
                <Answer before={before} after={after} />
              </dd>
              {isInParts && isForCard(field) && !taken.includes(field.id) && (
                <dd>
                  <button
                    type="button"
                    className="btn link sm"
                    disabled={isBusy}
                    aria-label={t('heroCard.takeOverOne', { field: label })}
                    onClick={() => {
                      setTaken([...taken, field.id]);
                      takeOver.mutate([field.id], { onError: () => setTaken(taken) });
                    }}
                  >
                    {t('heroCard.takeOver')}
                  </button>
                </dd>
              )}
            </div>
          );
        })}
      </dl>
      {state !== 'asked' && (
        <footer>
          <span className="grow">{words}</span>
          {canUndo && (
            <button type="button" className="btn link sm" onClick={() => undo.mutate(changeId)}>
              {t('frame.undo')}
            </button>
          )}
          {isProposed && (
            <>
              <button type="button" className="btn quiet sm" disabled={isBusy} onClick={() => dismiss.mutate()}>
                {t('heroCard.dismiss')}
              </button>
              <button type="button" className="btn sm" disabled={isBusy} onClick={() => takeOver.mutate(undefined)}>
                {t('heroCard.takeOverAll')} <Key of="takeOver" />
              </button>
            </>
          )}
        </footer>
      )}
    </article>
  );
}

/** What was known and what the client says; the same twice is said once. */
function Answer({ before, after }: { before: string | undefined; after: string | undefined }) {
  const { t } = useTranslation();
  const words = (value: string) =>
    value === 'true' ? t('parameters.yes') : value === 'false' ? t('parameters.no') : value;
  if (after === undefined) return before || <span className="t3">{t('heroCard.empty')}</span>;
  if (before === after) {
    return (
      <>
        {words(after)} <span className="s12 t3">{t('heroCard.unchanged')}</span>
      </>
    );
  }
  return (
    <>
      {before && <del>{before}</del>} <ins>{words(after) || t('heroCard.empty')}</ins>
    </>
  );
}

/** Parameters go to the conversation at once; what fills the card is applied or taken over. */
function isForCard({ fills }: SentForm['fields'][number]): boolean {
  return fills !== null && !fills.startsWith('parameter:');
}

function answerOf(form: SentForm, { id }: SentForm['fields'][number]): string {
  return String(form.answers?.[id] ?? '');
}

/** A text of a form in the reader's language, else in the other one. */
function useInLanguage(): (texts: { en?: string; cs?: string }) => string {
  const { i18n } = useTranslation();
  return ({ en = '', cs = '' }) => (i18n.language === 'cs' ? cs || en : en || cs);
}
