import { IconSend } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaysToWrite } from '#contract/begin.ts';
import type { replyLimits } from '#contract/reply.ts';
import { variablesIn } from '#contract/template-variables.ts';
import { deskSearch } from '../addresses.ts';
import { failureOf } from '../api.ts';
import { AttachButton } from '../desk/composer/attach-button.tsx';
import { ComposerFiles } from '../desk/composer/composer-files.tsx';
import { takeFiles } from '../desk/composer/take-files.ts';
import { EmojiButton } from '../emoji/emoji-button.tsx';
import { useDialogKeys } from '../frame/keys.ts';
import { LabelledField } from '../frame/labelled-field.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { SelectField } from '../frame/select-field.tsx';
import { TextField } from '../frame/text-field.tsx';
import { toast } from '../frame/toast.ts';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { currentWorkspace } from '../workspace.ts';
import { BeginTemplates } from './begin-templates.tsx';
import { BeginWarnings } from './begin-warnings.tsx';
import { type Beginning, beginningFor, keepBeginning } from './begun-drafts.ts';
import { Phones } from './no-way.tsx';
import { useBegin } from './use-begin.ts';
import { keyOfWay, useWayName } from './way-name.ts';

/** Checked by the compiler: the contract’s own value comes with its validation. */
const mostText: (typeof replyLimits)['text'] = 100_000;

interface BeginFormProps {
  contactId: number;
  known: WaysToWrite;
  onClose: () => void;
}

/** To whom on which channel, from which queue, and the words. What is written stays while the dialog is closed. */
export function BeginForm({ contactId, known, onClose }: BeginFormProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const wayName = useWayName(known.ways);
  const [beginning, setBeginning] = useState(() => beginningFor(contactId));
  const [meant, setMeant] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const begin = useBegin(contactId, onClose);
  const { ways, queues, doNotContact, preferredChannel } = known;
  const way = ways.find((one) => keyOfWay(one) === beginning.way) ?? ways[0];
  const { reset } = begin;
  const change = (next: Partial<Beginning>) => setBeginning((before) => ({ ...before, ...next }));
  useEffect(() => keepBeginning(contactId, beginning), [contactId, beginning]);
  useEffect(() => area.current?.focus(), []);

  const isMail = way?.channel.kind === 'email';
  const isGrave = doNotContact || (way?.undeliverableAt ?? null) !== null;
  const missing = variablesIn(`${beginning.subject}\n${beginning.text}`);
  const canSend =
    way !== undefined &&
    beginning.text.trim() !== '' &&
    (!isMail || beginning.subject.trim() !== '') &&
    missing.length === 0 &&
    (!isGrave || meant) &&
    !begin.isPending;
  const send = () => {
    if (!canSend || !way) return;
    const despite = [
      ...(doNotContact ? ['doNotContact' as const] : []),
      ...(way.undeliverableAt === null ? [] : ['undeliverable' as const]),
    ];
    begin.mutate({ beginning, way, despite });
  };
  const put = (text: string) => {
    const field = area.current;
    const at = field?.selectionStart ?? beginning.text.length;
    const to = field?.selectionEnd ?? at;
    const whole = beginning.text.slice(0, at) + text + beginning.text.slice(to);
    change({ text: whole });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(at + text.length, at + text.length);
    });
  };
  const addFiles = (given: File[]) => {
    const { files, tooLarge, tooMany } = takeFiles(beginning.files, given);
    change({ files });
    if (tooLarge.length > 0) toast(t('writing.tooLarge', { names: tooLarge.join(', ') }));
    else if (tooMany) toast(t('writing.tooMany'));
  };
  useDialogKeys({ 'mod+enter': send });
  if (!way) return null;
  const failure = begin.error ? failureOf(begin.error) : null;
  const running = (failure?.data as { conversationId?: string | null } | undefined)?.conversationId;
  const queueId = queues.find(({ id }) => id === (beginning.queueId ?? way.queueId))?.id ?? queues[0]?.id ?? '';
  const isElsewhere = preferredChannel !== null && !ways.some(({ preferred }) => preferred);

  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
      noValidate
      className="begin"
    >
      <div className="dialog-body begin-form">
        <div className="begin-two">
          <SelectField
            label={t('begin.to')}
            value={keyOfWay(way)}
            options={ways.map((one) => ({ value: keyOfWay(one), name: wayName(one) }))}
            onChange={(next) => {
              change({ way: next });
              setMeant(false);
              reset();
            }}
          />
          {queues.length > 1 && (
            <SelectField
              label={t('begin.from')}
              value={queueId}
              options={queues.map(({ id, name }) => ({ value: id, name }))}
              onChange={(next) => change({ queueId: next })}
            />
          )}
        </div>
        {isElsewhere && preferredChannel && (
          <p className="row s12 t2">
            <span className="grow">
              {t('begin.prefers', { channel: t(`channel.${channelKind(preferredChannel)}`) })}
            </span>
            {preferredChannel === 'phone' && <Phones known={known} />}
          </p>
        )}
        <BeginWarnings doNotContact={doNotContact} way={way} meant={meant} onMeant={setMeant} />
        {isMail && (
          <TextField
            label={t('begin.subject')}
            value={beginning.subject}
            onChange={(subject) => change({ subject })}
            maxLength={300}
          />
        )}
        <LabelledField
          label={t('begin.text')}
          kind="area"
          {...(missing.length > 0 && {
            error: t('writing.missing', { names: missing.map((name) => `{{${name}}}`).join(', ') }),
          })}
        >
          {(tied) => (
            <textarea
              {...tied}
              ref={area}
              data-autofocus
              maxLength={mostText}
              value={beginning.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </LabelledField>
        <ComposerFiles files={beginning.files} onChange={(files) => change({ files })} />
        {failure && (
          <p className="bad" role="alert">
            {t('begin.notSent')}. {words(failure)}{' '}
            {running && (
              <Link
                to="/w/$slug/conversations/$id"
                params={{ slug: currentWorkspace(), id: running }}
                search={(before) => deskSearch({ ...before })}
                onClick={onClose}
              >
                {t('begin.openIt')}
              </Link>
            )}
          </p>
        )}
      </div>
      <footer className="dialog-foot">
        <BeginTemplates contactId={contactId} onPut={put} />
        <AttachButton onFiles={addFiles} />
        <EmojiButton onPick={put} />
        <span className="grow" />
        <button type="submit" className="btn ink" disabled={!canSend}>
          <IconSend aria-hidden />
          {t(begin.isPending ? 'begin.sending' : 'begin.send')} <kbd>Ctrl ↵</kbd>
        </button>
      </footer>
    </form>
  );
}
