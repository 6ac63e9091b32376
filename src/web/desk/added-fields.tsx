import { IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { api, type Failure, failureOf } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { useKindName } from '../identifiers/kind-name.ts';
import { readable } from '../identifiers/readable.ts';
import { type AddableKind, AddField } from './add-field.tsx';

interface AddedFieldsProps {
  conversation: Conversation;
  onSaved: (next: Conversation) => void;
}

/** The fields of an unknown client beside name, e‑mail and phone: each can be taken away, and more be added. They stay with the conversation. */
export function AddedFields({ conversation: { id, client }, onSaved }: AddedFieldsProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const kindName = useKindName();
  const [adding, setAdding] = useState<AddableKind | null>(null);
  const save = useMutation({
    mutationFn: (identifiers: Parameters<typeof api.conversations.editClient>[0]['identifiers']) =>
      api.conversations.editClient({ id, identifiers }),
    onSuccess: (next) => {
      onSaved(next);
      close();
    },
  });
  const failure = save.error ? failureOf(save.error) : null;
  return (
    <>
      {client.identifiers.map(({ kind, value, display }) => (
        <div className="ef" key={`${kind} ${value}`}>
          <span className="lb cut" title={kindName(kind)}>
            {kindName(kind)}
          </span>
          <div className="field">
            <span className="grow cut num">{readable(display)}</span>
            <button
              type="button"
              className="ib sm"
              aria-label={t('client.removeField', { value: display })}
              title={t('client.removeField', { value: display })}
              disabled={save.isPending}
              onClick={() => save.mutate({ remove: [{ kind, value }] })}
            >
              <IconX aria-hidden />
            </button>
          </div>
        </div>
      ))}
      {adding && (
        <NewField
          key={adding}
          kind={adding}
          failure={failure}
          onSave={(value) => save.mutate({ add: [{ kind: adding, value }] })}
          onCancel={() => {
            save.reset();
            close();
          }}
        />
      )}
      {failure && !adding && (
        <p className="bad" role="alert">
          {words(failure)}
        </p>
      )}
      <AddField
        onChoose={(kind) => {
          save.reset();
          setAdding(kind);
        }}
      />
    </>
  );

  /** The focus stays here: *Add field* has it next, unless it went elsewhere by itself. */
  function close(): void {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.closest('.blank .ef'))
      document.querySelector<HTMLElement>('.client .add-field')?.focus();
    setAdding(null);
  }
}

interface NewFieldProps {
  kind: AddableKind;
  failure: Failure | null;
  onSave: (value: string) => void;
  onCancel: () => void;
}

function NewField({ kind, failure, onSave, onCancel }: NewFieldProps) {
  const words = useRefusalWords();
  const kindName = useKindName();
  const id = useId();
  const [text, setText] = useState('');
  const keep = () => (text.trim() ? onSave(text.trim()) : onCancel());
  return (
    <form
      className="ef"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        keep();
      }}
    >
      <label className="lb cut" htmlFor={id}>
        {kindName(kind)}
      </label>
      <div className="field" data-bad={failure ? true : undefined}>
        <input
          id={id}
          ref={(input) => input?.focus()}
          type={kind === 'email' ? 'email' : kind === 'phone' ? 'tel' : 'text'}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => !failure && keep()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            onCancel();
          }}
        />
      </div>
      {failure && (
        <p className="bad" role="alert">
          {words(failure)}
        </p>
      )}
    </form>
  );
}
