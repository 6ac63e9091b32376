import { IconStar } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Template } from '#contract/reply.ts';
import { useInsertTemplate } from '../composer/use-insert-template.ts';
import { useTemplates } from './use-templates.ts';

/** One's favourite templates on the Client tab: a click, or `Alt 1` to `Alt 9`, puts one into what is being written. */
export function StarredTemplates({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const insert = useInsertTemplate(conversation);
  const { data } = useTemplates();
  const starred = (data?.items ?? []).filter((one) => one.starred);
  useAltDigits((place) => starred[place] && insert({ template: starred[place] }));
  if (starred.length === 0) return null;
  return (
    <section className="sec">
      <header>
        <h2>{t('templates.starred')}</h2>
      </header>
      <div className="starred">
        {starred.map((template: Template, place) => (
          <button
            key={template.id}
            type="button"
            className="btn sm"
            title={template.folder || undefined}
            onClick={() => insert({ template })}
          >
            <IconStar className="i-14" aria-hidden />
            <span className="cut">{template.name}</span>
            {place < 9 && <kbd>Alt {place + 1}</kbd>}
          </button>
        ))}
      </div>
    </section>
  );
}

/** The physical digits with Alt, in fields too: also on a Czech keyboard. */
function useAltDigits(act: (place: number) => void): void {
  const current = useRef(act);
  current.current = act;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const digit = /^Digit([1-9])$/u.exec(event.code)?.[1];
      const isOther =
        !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState('AltGraph');
      if (!digit || isOther || event.defaultPrevented || document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      current.current(Number(digit) - 1);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
