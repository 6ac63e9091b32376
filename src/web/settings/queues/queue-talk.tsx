import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { automaticVariables, occasions } from '#contract/automatic-replies.ts';
import { HoursEditor } from '../hours/hours-editor.tsx';
import { usualHours } from '../hours/hours-values.ts';
import { Radios } from '../radios.tsx';
import { TextArea } from '../text-area.tsx';
import { badVariable, type QueueTalkValues } from './queue-talk-values.ts';
import './queue-talk.css';

interface QueueTalkProps {
  values: QueueTalkValues;
  onChange: (more: Partial<QueueTalkValues>) => void;
  mayManage: boolean;
}

const words = { 'client.name': 'clientName', 'workspace.name': 'workspaceName', 'workspace.opens': 'opens' } as const;

/** A queue's own hours or those of the workspace, and what it says by itself in each language (R-DSK-6). */
export function QueueTalk({ values, onChange, mayManage }: QueueTalkProps) {
  const { t } = useTranslation();
  const { hours, replies } = values;
  const written = useRef<{ field: HTMLTextAreaElement; occasion: (typeof occasions)[number]; language: 'en' | 'cs' }>(
    null,
  );
  const set = (occasion: (typeof occasions)[number], language: 'en' | 'cs', text: string) =>
    onChange({ replies: { ...replies, [occasion]: { ...replies[occasion], [language]: text } } });
  const put = (variable: string) => {
    if (!written.current) return;
    const { field, occasion, language } = written.current;
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const piece = `{{${variable}}}`;
    set(occasion, language, field.value.slice(0, from) + piece + field.value.slice(to));
    setTimeout(() => {
      field.focus();
      field.setSelectionRange(from + piece.length, from + piece.length);
    }, 0);
  };
  return (
    <>
      <Radios
        label={t('queueTalk.hours')}
        options={[
          { value: 'workspace', name: t('queueTalk.ofWorkspace') },
          { value: 'own', name: t('queueTalk.own') },
        ]}
        chosen={hours === null ? 'workspace' : 'own'}
        onChoose={(next) => onChange({ hours: next === 'own' ? (hours ?? usualHours()) : null })}
      />
      {hours && <HoursEditor hours={hours} onChange={(next) => onChange({ hours: next })} disabled={!mayManage} />}
      <section className="queue-talk">
        <h3 className="settings-h">{t('queueTalk.title')}</h3>
        <p className="hint">{t('queueTalk.hint')}</p>
        {mayManage && (
          <fieldset>
            <legend className="label">{t('queueTalk.variables')}</legend>
            <div className="settings-pieces">
              {automaticVariables.map((name) => (
                <button key={name} type="button" className="tag hint" onClick={() => put(name)}>
                  {t(`queueTalk.${words[name]}`)}
                </button>
              ))}
            </div>
            <p className="hint">{t('queueTalk.variablesHint')}</p>
          </fieldset>
        )}
        {occasions.map((occasion) => (
          <fieldset
            key={occasion}
            className="queue-occasion"
            onFocus={({ target }) => {
              const language = target.lang === 'cs' ? 'cs' : 'en';
              if (target instanceof HTMLTextAreaElement) written.current = { field: target, occasion, language };
            }}
          >
            <legend className="label">{t(`queueTalk.${occasion}`)}</legend>
            <p className="hint">{t(`queueTalk.${occasion}Hint`)}</p>
            {(['cs', 'en'] as const).map((language) => {
              const text = replies[occasion][language];
              const bad = badVariable(text);
              return (
                <TextArea
                  key={language}
                  label={t(language === 'cs' ? 'queueTalk.textCs' : 'queueTalk.textEn', {
                    occasion: t(`queueTalk.${occasion}`),
                  })}
                  value={text}
                  onChange={(next) => set(occasion, language, next)}
                  error={bad && t('queueTalk.badVariable', { name: bad })}
                  rows={2}
                  maxLength={2_000}
                  lang={language}
                />
              );
            })}
          </fieldset>
        ))}
      </section>
    </>
  );
}
