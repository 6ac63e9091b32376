import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { cached } from '../../api.ts';
import { channelKind } from '../../identifiers/channel-glyph.tsx';
import { ComposerFiles } from './composer-files.tsx';
import { ComposerModes } from './composer-modes.tsx';
import { ComposerText } from './composer-text.tsx';
import { ComposerTools } from './composer-tools.tsx';
import { saveSoon, useDraft } from './drafts.ts';
import { RefusedReply } from './refused-reply.tsx';
import { ReplyQuote } from './reply-quote.tsx';
import { isMailWay, ReplyVia } from './reply-via.tsx';
import { NoReply, ReplyTo } from './reply-way.tsx';
import { SlashTemplates } from './slash-templates.tsx';
import { useComposerKeys } from './use-composer-keys.ts';
import { useFiles } from './use-files.ts';
import { useInsertTemplate } from './use-insert-template.ts';
import { useSendNow } from './use-send-now.ts';
import { useSlash } from './use-slash.ts';
import { useTyping } from './use-typing.ts';
import { changeWriting, composerField, putIn, typeText, useWriting } from './writing.ts';
import './composer.css';

const refusedId = 'composer-refused';

/** Where one answers the client, or notes something for colleagues on yellow paper, which can never be sent. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { id, contact, channel } = conversation;
  const writing = useWriting(id);
  const isNote = writing.mode === 'note';
  const way = useQuery(
    cached.conversations.way.queryOptions({
      input: { id, ...(writing.via !== null && { via: writing.via }) },
      placeholderData: (before) =>
        before?.ways.some(({ conversationId }) => conversationId === writing.via) ? before : undefined,
    }),
  );
  const parted = writing.via !== null && way.isSuccess && !way.isPlaceholderData && way.data.via !== writing.via;
  useEffect(() => {
    if (parted) changeWriting(id, { via: null }); // the merge was undone
  }, [parted, id]);
  const cannot = !isNote && way.data?.can === false;
  const [hero, setHero] = useState(false);
  const sentAt = useRef(0);
  useDraft(id);
  const type = useTyping(conversation);
  const takeFiles = useFiles(id);
  const insert = useInsertTemplate(conversation);
  const slash = useSlash(writing, (template, instead) => insert({ template, instead }));
  const { canSend, sendNow } = useSendNow(conversation, way.data);
  const setMode = (mode: typeof writing.mode) => {
    flushSync(() => changeWriting(id, { mode, refused: null })); // the field is there before the next letter
    if (writing.text !== '') saveSoon(id);
    composerField.focus(id);
  };
  const takesForms = channelKind(channel.kind) === 'webchat' && conversation.state !== 'closed';
  useComposerKeys({ setMode, openHero: takesForms ? () => setHero(true) : undefined });

  const send = (anyway = false) => {
    if (sendNow(anyway)) sentAt.current = Date.now();
    composerField.focus(id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (slash.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.currentTarget.closest<HTMLElement>('[data-pane]')?.focus();
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const isEmpty = writing.text.trim() === '';
    const isSecondPress = event.repeat || (isEmpty && Date.now() - sentAt.current < 1_000); // which would close the conversation
    if (isEmpty && !isSecondPress) return;
    event.preventDefault();
    if (!isSecondPress) send();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (!isNote && !cannot) takeFiles([...event.dataTransfer.files]);
  };

  return (
    <section
      className="composer"
      data-mode={writing.mode}
      aria-label={t(isNote ? 'writing.noteFor' : 'writing.replyTo', { name: conversation.topic })}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <ComposerModes mode={writing.mode} onMode={setMode} />
      {!isNote && way.data && <ReplyVia way={way.data} via={writing.via} onVia={(via) => changeWriting(id, { via })} />}
      {cannot ? (
        <NoReply conversation={conversation} reason={way.data?.reason ?? null} />
      ) : (
        <>
          {!isNote && way.data && isMailWay(way.data) && <ReplyTo way={way.data} />}
          {writing.refused && (
            <RefusedReply
              id={refusedId}
              refused={writing.refused}
              conversation={conversation}
              onAnyway={() => send(true)}
            />
          )}
          {slash.list && <SlashTemplates {...slash.list} onPick={slash.pick} />}
          <ComposerText
            writing={writing}
            label={t(isNote ? 'writing.note' : 'writing.reply')}
            placeholder={t(isNote ? 'writing.notePlaceholder' : 'writing.replyPlaceholder')}
            describedBy={writing.refused ? refusedId : undefined}
            list={slash.list && { id: slash.list.id, active: `${slash.list.id}-${slash.list.chosen}` }}
            onType={(text, cursor) => {
              typeText(id, text, cursor, contact?.id ?? null);
              saveSoon(id);
              if (!isNote && text !== '') type();
            }}
            onCursor={(cursor) => changeWriting(id, { cursor })}
            onKeyDown={onKeyDown}
            onFiles={takeFiles}
          />
          {!isNote && way.data?.quote && (
            <ReplyQuote
              quote={way.data.quote}
              included={writing.quote}
              onInclude={(quote) => changeWriting(id, { quote })}
            />
          )}
          {!isNote && <ComposerFiles files={writing.files} onChange={(files) => changeWriting(id, { files })} />}
          <ComposerTools
            conversationId={id}
            isNote={isNote}
            takesForms={takesForms}
            hero={hero}
            onHero={setHero}
            onFiles={takeFiles}
            onEmoji={(emoji) => {
              putIn(id, { text: emoji, contactId: contact?.id ?? null });
              saveSoon(id);
              composerField.focus(id);
            }}
            canSend={canSend}
            onSend={() => send()}
          />
        </>
      )}
    </section>
  );
}
