import { IconNote, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { recently } from '../i18n/format.ts';
import { changeWriting, composerField } from './composer/writing.ts';
import { entriesQuestion } from './entries-question.ts';

/** Notes of the conversation for colleagues, the newest first, with those that came with a redirect (R-TAB-6). */
export function ConversationNotes({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { id, handovers } = conversation;
  const { data } = useInfiniteQuery(entriesQuestion(id));
  const written = (data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ kind, text }) => kind === 'note' && text)
    .map((one) => ({ id: one.id, at: one.at, who: one.sender.name ?? t('history.operator'), text: one.text ?? '' }));
  const given = handovers
    .filter(({ note }) => note)
    .filter(({ note }) => !written.some(({ text }) => text === note))
    .map(({ id: handover, at, from, kind, note }) => ({
      id: handover,
      at,
      who: `${from?.name ?? t('deskEvent.itself')} · ${t(kind === 'redirect' ? 'notes.withRedirect' : 'notes.withInvite')}`,
      text: note ?? '',
    }));
  const notes = [...written, ...given].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section className="sec">
      <header>
        <h2>{t('notes.title')}</h2>
        <button
          type="button"
          className="btn quiet sm"
          onClick={() => {
            changeWriting(id, { mode: 'note' });
            composerField.focus(id);
          }}
        >
          <IconPlus aria-hidden />
          {t('writing.addNote')}
        </button>
      </header>
      <div className="notes">
        {notes.map((note) => (
          <div key={note.id} className="inote">
            <IconNote aria-hidden />
            <div>
              <div className="who">
                {note.who} · <time dateTime={note.at}>{recently(note.at)}</time>
              </div>
              <div className="written">{note.text}</div>
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}
