import { IconSearch, IconTemplate } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { fold } from '#contract/fold.ts';
import type { Template } from '#contract/reply.ts';
import { Empty, Failed, Line, Skeleton } from '../../frame/states.tsx';
import { useInsertTemplate } from '../composer/use-insert-template.ts';
import { TemplateRow } from './template-row.tsx';
import { useTemplates } from './use-templates.ts';
import './templates.css';

/** The language in which texts are shown and put in; without one, the client's. */
type Language = 'en' | 'cs' | undefined;

interface TemplatesTabProps {
  conversation: Conversation;
  /** Whoever asked for templates while writing searches at once. */
  searching: boolean;
  onInserted: () => void;
}

/** The Templates tab: prepared texts by folder, searched by any word; a click, or Enter for the first found, puts one into the reply (R-TAB-7). */
export function TemplatesTab({ conversation, searching, onInserted }: TemplatesTabProps) {
  const { t, i18n } = useTranslation();
  const templates = useTemplates();
  const insert = useInsertTemplate(conversation);
  const [q, setQ] = useState('');
  const [language, setLanguage] = useState<Language>();
  const found = (templates.data?.items ?? []).filter((one) => holds(one, q));
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (searching) search.current?.focus();
  }, [searching]);
  const folders = [...new Set(found.map(({ folder }) => folder))];
  const pick = (template: Template) => {
    insert({ template, language: language && template.texts[language] ? language : undefined });
    onInserted();
  };
  const languages: [Language, string][] = [
    [undefined, t('templates.ofClient')],
    ['en', 'English'],
    ['cs', 'Čeština'],
  ];

  return (
    <div className="scroll body">
      <label className="field">
        <IconSearch aria-hidden />
        <input
          ref={search}
          type="search"
          value={q}
          aria-label={t('templates.search')}
          placeholder={t('templates.search')}
          onChange={({ target }) => setQ(target.value)}
          onKeyDown={(event) => {
            const first = found.find(({ folder }) => folder === folders[0]);
            if (event.key !== 'Enter' || !first || q.trim() === '') return;
            event.preventDefault();
            pick(first);
          }}
        />
      </label>
      <fieldset className="seg">
        <legend className="sr">{t('templates.language')}</legend>
        {languages.map(([value, name]) => (
          <button
            key={name}
            type="button"
            lang={value}
            className={`plain-seg ${language === value ? 'on' : ''}`}
            aria-pressed={language === value}
            onClick={() => setLanguage(value)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {templates.isPending && (
        <Skeleton>
          <div className="sk-lines">
            <Line width="80%" height={40} />
            <Line width="80%" height={40} />
          </div>
        </Skeleton>
      )}
      {templates.isError && (
        <Failed title={t('templates.failed')} error={templates.error} retry={() => void templates.refetch()} />
      )}
      {templates.isSuccess && found.length === 0 && (
        <Empty icon={IconTemplate} title={q ? t('templates.nothing', { q }) : t('templates.none')} />
      )}
      {folders.map((folder) => (
        <section key={folder} className="sec">
          {folder && (
            <header>
              <h2>{folder}</h2>
            </header>
          )}
          <ul className="template-list">
            {found
              .filter((one) => one.folder === folder)
              .map((template) => (
                <TemplateRow
                  key={template.id}
                  template={template}
                  language={language ?? (i18n.language === 'cs' ? 'cs' : 'en')}
                  onPick={() => pick(template)}
                />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Whether every word asked for stands somewhere in a template, folded. */
function holds({ name, folder, shortcut, texts }: Template, q: string): boolean {
  const said = fold([name, folder, shortcut ?? '', texts.en ?? '', texts.cs ?? ''].join(' '));
  return fold(q.replace(/^\//u, ''))
    .split(' ')
    .every((word) => said.includes(word));
}
