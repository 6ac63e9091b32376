import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactInput } from '#contract/contact.ts';
import { api, type Failure, failureOf } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { ConflictDialog } from '../contact/conflict-dialog.tsx';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { TextField } from '../frame/text-field.tsx';
import { toast } from '../frame/toast.ts';

interface AddClientProps {
  opened: boolean;
  /** What was searched for, as the first guess of the name, the e‑mail or the phone. */
  name: string;
  onClose: () => void;
}

type Draft = Record<'name' | 'email' | 'phone', string>;

/** *Add client*: a new card of a name, an e‑mail or a phone; what is taken already names the card that has it. */
export function AddClient({ opened, name, onClose }: AddClientProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const { slug } = useParams({ from: '/w/$slug' });
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => guess(''));
  const [empty, setEmpty] = useState(false);
  useEffect(() => {
    if (!opened) return;
    setDraft(guess(name));
    setEmpty(false);
  }, [opened, name]);

  const add = useMutation({
    mutationFn: (input: ContactInput) => api.contacts.create(input),
    onSuccess: (contact) => {
      toast(t('directory.added', { name: contact.name ?? draft.email ?? draft.phone }), contact.changeId);
      void askRecordsAnew(cache);
      onClose();
      void navigate({ to: '/w/$slug/contacts/$id', params: { slug, id: String(contact.id) }, search: {} });
    },
  });
  const failure = add.error ? failureOf(add.error) : null;
  const entered = (['email', 'phone'] as const).filter((kind) => draft[kind].trim());
  const fieldError = (kind: 'email' | 'phone') => words.ofField(failure, `identifiers.${entered.indexOf(kind)}.value`);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const filled = Object.values(draft).some((value) => value.trim());
    setEmpty(!filled);
    if (!filled) return;
    add.mutate({
      ...(draft.name.trim() && { name: draft.name.trim() }),
      identifiers: entered.map((kind) => ({ kind, value: draft[kind].trim() })),
    });
  };
  const set = (field: keyof Draft) => (value: string) => setDraft({ ...draft, [field]: value });

  return (
    <>
      <Dialog
        opened={opened && failure?.code !== 'CONFLICT'}
        onClose={onClose}
        title={t('addClient.title')}
        hint={t('addClient.hint')}
        width={420}
      >
        <form onSubmit={submit} noValidate>
          <div className="dialog-body form">
            <TextField label={t('contact.name')} value={draft.name} onChange={set('name')} focus />
            <TextField
              label={t('kind.email')}
              value={draft.email}
              onChange={set('email')}
              type="email"
              error={fieldError('email')}
            />
            <TextField
              label={t('kind.phone')}
              value={draft.phone}
              onChange={set('phone')}
              type="tel"
              error={fieldError('phone')}
            />
            {empty && <p className="bad">{t('addClient.nothing')}</p>}
            {failure && failure.code !== 'CONFLICT' && Object.keys(failure.fields).length === 0 && (
              <p className="bad" role="alert">
                {words(failure)}
              </p>
            )}
          </div>
          <footer className="dialog-foot">
            <span className="grow" />
            <button type="button" className="btn" onClick={onClose}>
              {t('frame.cancel')} <kbd>Esc</kbd>
            </button>
            <button type="submit" className="btn ink" disabled={add.isPending}>
              <IconPlus aria-hidden />
              {t('addClient.submit')} <kbd>↵</kbd>
            </button>
          </footer>
        </form>
      </Dialog>
      <ConflictDialog
        failure={failure}
        name={draft.name || t('value.unnamed')}
        id={null}
        saving={add.isPending}
        onClose={() => add.reset()}
        onWay={(way) => add.variables && failure && add.mutate(taking(add.variables, failure, way))}
      />
    </>
  );
}

/** The same card, with what to do about the value that another one has. */
function taking(input: ContactInput, failure: Failure, ifTaken: 'move' | 'share'): ContactInput {
  const taken = Object.keys(failure.fields);
  return {
    ...input,
    identifiers: (input.identifiers ?? []).map((one, at) =>
      taken[0] === `identifiers.${at}.value` ? { ...one, ifTaken } : one,
    ),
  };
}

/** What was searched for goes where it looks as if it belongs. */
function guess(searched: string): Draft {
  const draft: Draft = { name: '', email: '', phone: '' };
  if (searched.includes('@')) draft.email = searched;
  else if (/^[+\d\s()-]{5,}$/u.test(searched)) draft.phone = searched;
  else draft.name = searched;
  return draft;
}
