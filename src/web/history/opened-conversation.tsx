import { IconChevronUp, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { clock, day } from '../i18n/format.ts';
import { useLinkWords } from '../identifiers/link-words.ts';
import { Marked } from '../identifiers/marked.tsx';
import { useParameterName } from '../identifiers/parameter-name.ts';
import { Tag } from '../identifiers/tag.tsx';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { currentWorkspace } from '../workspace.ts';
import { type HistoryConversation, useEntryWords } from './entry-words.ts';
import { MergeButton } from './merge-button.tsx';
import { Transcript } from './transcript.tsx';

interface OpenedConversationProps {
  item: HistoryConversation;
  contactName: string;
  q: string;
  wide: boolean;
  hit: string | null;
  /** The card whose conversations it may be merged with; undefined: it is on screen itself. */
  mergesFor: number | undefined;
  onFold: () => void;
}

/** A conversation opened in place (R-HIS-2): transcript left; parameters, tags and the reason of the link right. Read-only. */
export function OpenedConversation({ item, contactName, q, wide, hit, mergesFor, onFold }: OpenedConversationProps) {
  const { t } = useTranslation();
  const words = useEntryWords(item);
  const whole =
    day(item.at) === day(item.lastAt)
      ? `${clock(item.at)}–${clock(item.lastAt)}`
      : `${day(item.at)}–${day(item.lastAt)}`;
  const href = `/w/${encodeURIComponent(currentWorkspace())}/conversations/${item.id}`;
  return (
    <article className="paper opened" aria-label={words.title}>
      <header>
        <button type="button" className="open-entry cut" aria-expanded onClick={onFold} title={t('history.fold')}>
          <b>
            <Marked text={words.title} q={q} />
          </b>
        </button>
        <span className={`badge ${item.status === 'closed' ? '' : 'open'}`}>{t(`history.${item.status}`)}</span>
        <span className="t3 cut grow">{[...words.meta, wide ? whole : null].filter(Boolean).join(' · ')}</span>
        {mergesFor !== undefined && <MergeButton id={item.id} contactId={mergesFor} name={contactName} />}
        <a className="row s12 plain" href={href} target="_blank" rel="noreferrer">
          {t('history.newTab')} <IconExternalLink className="i-14" aria-hidden />
        </a>
        <button type="button" className="ib sm" aria-label={t('history.fold')} onClick={onFold}>
          <IconChevronUp aria-hidden />
        </button>
        <time className="s12 t3 num" dateTime={item.at}>
          {day(item.at)}
        </time>
      </header>
      <div className={wide ? 'two-col' : ''}>
        <Transcript conversationId={item.id} contactName={contactName} q={q} hit={hit} />
        <Side item={item} />
      </div>
    </article>
  );
}

function Side({ item }: { item: HistoryConversation }) {
  const { t } = useTranslation();
  const links = useLinkWords();
  const parameterName = useParameterName();
  const conversation = useQuery(cached.conversations.read.queryOptions({ input: { id: item.id } }));
  const parameters = Object.entries(conversation.data?.parameters ?? {});
  const tags = conversation.data?.tags ?? [];
  const link = item.link ?? conversation.data?.link ?? null;
  if (parameters.length === 0 && tags.length === 0 && !link) return null;
  return (
    <dl className="side">
      {parameters.length > 0 && <dt>{t('history.parameters')}</dt>}
      {parameters.map(([name, value]) => (
        <dd key={name}>
          {parameterName(name)} <span className="num">{String(value)}</span>
        </dd>
      ))}
      {tags.length > 0 && (
        <>
          <dt>{t('history.tags')}</dt>
          <dd>
            {tags.map((tag) => (
              <Tag key={tag} tag={tag} small />
            ))}
          </dd>
        </>
      )}
      {link && (
        <>
          <dt>{t('history.linkedBecause')}</dt>
          <dd>
            {links.reason(link)}
            {link.strength && <TrustMark trust={link.strength} kind={link.evidence?.kind} />}
          </dd>
        </>
      )}
    </dl>
  );
}
