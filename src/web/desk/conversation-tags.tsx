import { IconBolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { fold } from '#contract/fold.ts';
import { cached, failureOf } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { Tag } from '../identifiers/tag.tsx';
import { TagField } from './tag-field.tsx';
import { useConversationEdit } from './use-conversation-edit.ts';
import './conversation-tags.css';
import { Key } from '../frame/key.tsx';

/** Tags of the conversation (R-TAB-5): typed, chosen from the company's, or suggested of those that one used last; set by a rule they say so. */
export function ConversationTags({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { id, tagSources } = conversation;
  const words = useRefusalWords();
  const edit = useConversationEdit(conversation);
  const suggestions = useQuery(cached.conversationTags.suggest.queryOptions({ input: { id }, staleTime: 60_000 }));
  const all = useQuery(cached.conversationTags.list.queryOptions({ staleTime: 60_000 }));
  const company = all.data?.items ?? [];
  const pending = edit.isPending ? edit.variables.tags : undefined;
  const added = (pending?.add ?? []).filter((tag) => !conversation.tags.some((one) => fold(one) === fold(tag)));
  const tags = [...conversation.tags.filter((tag) => !pending?.remove?.includes(tag)), ...added];
  const isSet = (tag: string) => tags.some((one) => fold(one) === fold(tag));
  const add = (tag: string) =>
    isSet(tag) ? undefined : edit.mutate({ tags: { add: [tag] }, said: t('convTags.added', { tag }) });
  const remove = (tag: string) => edit.mutate({ tags: { remove: [tag] }, said: t('convTags.removed', { tag }) });
  const failure = edit.error ? failureOf(edit.error) : null;
  const mine = (suggestions.data?.mine ?? []).filter((tag) => !isSet(tag)).slice(0, 6);
  const coloursOf = (tag: string) => company.find(({ name }) => fold(name) === fold(tag));

  return (
    <section className="sec">
      <header>
        <h2>{t('client.tags')}</h2>
        <span className="hint tags-hint">
          {t('convTags.ofConversation')} <Key of="tag" />
        </span>
      </header>
      <div className="field tagbox">
        {tags.map((tag) => {
          const source = tagSources[tag];
          const isByRule = source?.by === 'rule';
          const why = isByRule ? t('convTags.byRule', { name: source.name ?? '' }) : undefined;
          return (
            <Tag key={tag} tag={tag} colours={coloursOf(tag)} title={why} onRemove={() => remove(tag)}>
              {isByRule && <IconBolt role="img" aria-label={why} />}
            </Tag>
          );
        })}
        <TagField
          company={company.filter(({ name, retired }) => !retired && !isSet(name))}
          onAdd={add}
          free={suggestions.data?.free ?? true}
        />
      </div>
      {failure && (
        <p className="bad" role="alert">
          {words(failure)}
        </p>
      )}
      {mine.length > 0 && (
        <div className="tags suggested">
          {mine.map((tag) => (
            <button
              key={tag}
              type="button"
              className="tag hint"
              aria-label={t('convTags.add', { tag })}
              onClick={() => add(tag)}
            >
              <span className="cut">{tag}</span> <IconPlus aria-hidden />
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
