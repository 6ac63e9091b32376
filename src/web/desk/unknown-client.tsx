import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { api, cached, failureOf } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { FailedCheckMark } from '../identifiers/trust-mark.tsx';
import { AddedFields } from './added-fields.tsx';
import { freshenRows } from './freshen-rows.ts';

type Field = 'name' | 'email' | 'phone';

/** An unknown client: a dashed card with the same three fields; what is written stays with the conversation (R-TAB-1). */
export function UnknownClient({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const onSaved = useSavedClient();
  return (
    <section className="blank" aria-label={t('client.information')}>
      <div className="row blank-head">
        <Avatar name={null} size="lg" unknown />
        <div className="grow">
          <h2 className="name">{t('client.unknown')}</h2>
          <div className="t2 cut">{t('client.stays')}</div>
        </div>
      </div>
      <ClientField conversation={conversation} field="name" label={t('contact.name')} />
      <ClientField conversation={conversation} field="email" label={t('kind.email')} />
      <ClientField conversation={conversation} field="phone" label={t('kind.phone')} />
      <AddedFields conversation={conversation} onSaved={onSaved} />
    </section>
  );
}

/** The saved conversation shows at once; its row is asked anew. */
function useSavedClient(): (next: Conversation) => void {
  const cache = useQueryClient();
  return (next) => {
    cache.setQueryData(cached.conversations.read.queryKey({ input: { id: next.id } }), next);
    freshenRows(cache, [next.id]);
  };
}

function ClientField({ conversation, field, label }: { conversation: Conversation; field: Field; label: string }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const id = useId();
  const onSaved = useSavedClient();
  const saved = conversation.client[field] ?? '';
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);
  const save = useMutation({
    mutationFn: (value: string) => api.conversations.editClient({ id: conversation.id, [field]: value || null }),
    onSuccess: onSaved,
  });
  const keep = () => {
    if (text.trim() !== saved) save.mutate(text.trim());
  };
  const failure = save.error ? failureOf(save.error) : null;
  return (
    <form
      className="ef"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        keep();
      }}
    >
      <label className="lb" htmlFor={id}>
        {label}
      </label>
      <div className="field" data-bad={failure ? true : undefined}>
        <input
          id={id}
          type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
          placeholder={t('value.notGiven')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText(saved);
          }}
        />
        {field === 'email' && conversation.failedCheck && text === saved && <FailedCheckMark />}
        {save.isSuccess && text === saved && (
          <span className="s12 t3" role="status">
            {t('client.savedField')}
          </span>
        )}
      </div>
      {failure && <p className="bad">{words(failure)}</p>}
    </form>
  );
}
