import { IconBell, IconPhone } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { useMe } from '../../frame/use-me.ts';
import { inField, quickTimes, readField } from './follow-up-times.ts';
import type { Planned } from './planning.ts';
import { useFollowUps } from './use-follow-ups.ts';
import './follow-ups.css';

interface FollowUpDialogProps {
  conversation: Conversation;
  planning: Planned;
  opened: boolean;
  onClose: () => void;
}

/** *Call back…* and *Remind…* (R-DSK-4): when, for whom, by which number. */
export function FollowUpDialog({ conversation, planning, opened, onClose }: FollowUpDialogProps) {
  const { t } = useTranslation();
  const isCallback = planning.kind === 'callback';
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(
        planning.before ? 'followUp.changeTitle' : isCallback ? 'followUp.planCallback' : 'followUp.planReminder',
      )}
      hint={t(isCallback ? 'followUp.hintCallback' : 'followUp.hintReminder')}
      width={440}
    >
      <Fields conversation={conversation} planning={planning} onClose={onClose} />
    </Dialog>
  );
}

function Fields({ conversation, planning: { kind, before }, onClose }: Omit<FollowUpDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const me = useMe();
  const refusalWords = useRefusalWords();
  const { plan, change } = useFollowUps();
  const [times] = useState(() => quickTimes(new Date()));
  const [when, setWhen] = useState(before ? inField(new Date(before.dueAt)) : '');
  const [phone, setPhone] = useState(before?.phone ?? conversation.client.phone ?? '');
  const [note, setNote] = useState(before?.note ?? '');
  const [to, setTo] = useState(before ? (before.operator?.id ?? 'queue') : kind === 'callback' ? 'queue' : 'me');
  const [tried, setTried] = useState(false);
  const at = readField(when);
  const isPast = at !== null && at.getTime() < Date.now() - 60_000;
  const error = plan.error ?? change.error;
  const pending = plan.isPending || change.isPending;
  const others = before?.operator && before.operator.id !== me?.id ? [before.operator] : [];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!at || isPast || pending) return;
    const given = {
      dueAt: at.toISOString(),
      note: note.trim() || null,
      phone: kind === 'callback' ? phone.trim() || null : null,
      operatorId: to === 'queue' ? null : to === 'me' ? (me?.id ?? null) : to,
    };
    const onSuccess = onClose;
    if (before) change.mutate({ id: before.id, before, ...given }, { onSuccess });
    else plan.mutate({ conversationId: conversation.id, kind, ...given }, { onSuccess });
  };
  const wrong = !tried ? undefined : at === null ? t('followUp.noTime') : isPast ? t('followUp.isPast') : undefined;

  return (
    <form className="dialog-body follow-up-form" onSubmit={submit} noValidate>
      <fieldset className="quick-times">
        <legend className="label">{t('followUp.quick')}</legend>
        {times.map(({ name, at: time }, place) => (
          <button
            key={name}
            type="button"
            className={`btn ${when === inField(time) ? 'chosen' : ''}`}
            aria-pressed={when === inField(time)}
            data-autofocus={place === 0 || undefined}
            onClick={() => setWhen(inField(time))}
          >
            {t(`followUp.${name}`)}
          </button>
        ))}
      </fieldset>
      <TextField type="datetime-local" label={t('followUp.when')} value={when} onChange={setWhen} error={wrong} />
      {kind === 'callback' && (
        <TextField
          type="tel"
          label={t('followUp.phone')}
          value={phone}
          onChange={setPhone}
          maxLength={50}
          autoComplete="off"
        />
      )}
      <SelectField
        label={t('followUp.to')}
        value={to === me?.id ? 'me' : to}
        options={[
          { value: 'queue', name: t('followUp.toQueue', { queue: conversation.queue.name }) },
          { value: 'me', name: t('followUp.toMe') },
          ...others.map(({ id, name }) => ({ value: id, name })),
        ]}
        onChange={setTo}
      />
      <TextField label={t('followUp.note')} value={note} onChange={setNote} maxLength={2_000} autoComplete="off" />
      {error && (
        <p className="bad" role="alert">
          {t('followUp.failed')}. {refusalWords(error)}
        </p>
      )}
      <div className="row">
        <button type="submit" className="btn ink" disabled={pending}>
          {kind === 'callback' ? <IconPhone aria-hidden /> : <IconBell aria-hidden />}
          {t(before ? 'followUp.save' : 'followUp.submit')} <kbd>↵</kbd>
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')}
        </button>
      </div>
    </form>
  );
}
