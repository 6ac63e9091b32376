import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSender, KeptOut } from '#contract/blocking.ts';
import type { Conversation } from '#contract/conversation.ts';
import { api, cached } from '../../api.ts';
import { askRecordsAnew } from '../../ask-anew.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { Failed } from '../../frame/states.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { toast } from '../../frame/toast.ts';
import { enKeeping } from '../../i18n/en-keeping.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import { Radios } from '../../settings/radios.tsx';
import { Tick } from '../../settings/tick.tsx';
import './keeping.css';

addEnglish(enKeeping);

interface BlockDialogProps {
  conversation: Conversation;
  how: KeptOut;
  opened: boolean;
  onClose: () => void;
}

/** *Block the sender…* and *Mark as spam…* (R-DSK-5): for how long, and why; warns where several people write by the value. */
export function BlockDialog({ conversation, how, opened, onClose }: BlockDialogProps) {
  const { t } = useTranslation();
  const { id } = conversation;
  const sender = useQuery(cached.conversations.sender.queryOptions({ input: { id }, enabled: opened }));
  const value = sender.data?.value ?? conversation.topic;
  const isAlone = how === 'spam' && sender.data?.warning === 'own';
  const hint = isAlone
    ? t('keeping.spamAloneHint', { value })
    : t(`keeping.${how === 'spam' ? 'spamHint' : 'blockHint'}`, { value });
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(how === 'spam' ? 'keeping.spamTitle' : 'keeping.blockTitle')}
      hint={hint}
      width={440}
    >
      {sender.isError && (
        <Failed title={t('keeping.failed')} error={sender.error} retry={() => void sender.refetch()} />
      )}
      {sender.data && (
        <Form conversation={conversation} how={how} sender={sender.data} isAlone={isAlone} onClose={onClose} />
      )}
    </Dialog>
  );
}

const times = { day: 1, week: 7, month: 30, ever: null } as const;
type Time = keyof typeof times;

interface FormProps extends Omit<BlockDialogProps, 'opened'> {
  sender: ConversationSender;
  isAlone: boolean;
}

function Form({ conversation: { id, topic }, how, sender, isAlone, onClose }: FormProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const [time, setTime] = useState<Time>('ever');
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  const block = useMutation({
    mutationFn: () => api.conversations.block({ id, how, days: times[time], reason: reason.trim() || null, sure }),
    onSuccess: ({ changeId, ...now }) => {
      cache.setQueryData(cached.conversations.read.queryKey({ input: { id } }), now);
      onClose();
      toast(t(`keeping.${how}`, { name: topic }), changeId);
    },
    onError: (error) => toast(`${t('keeping.failed')}. ${words(error)}`),
    onSettled: () => void askRecordsAnew(cache),
  });
  const { warning, value, cards, standing } = sender;
  const isRefused = warning === 'own' && how === 'blocked';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!block.isPending) block.mutate();
  };
  if (isRefused) return <Warning text={t('keeping.own', { value })} />;
  return (
    <form className="dialog-body keeping-form" onSubmit={submit}>
      {warning === 'shared' && (
        <Warning
          text={`${t('keeping.shared', { value })} ${cards > 0 ? t('keeping.sharedCards', { count: cards }) : ''}`}
        />
      )}
      {standing && (
        <p className="t2">
          {t('keeping.standing', {
            how: t(`kept.${standing.how}`),
            until: standing.until ? dayAndTime(standing.until) : t('keeping.ever'),
          })}
        </p>
      )}
      {!isAlone && (
        <>
          <Radios
            label={t('keeping.howLong')}
            options={(Object.keys(times) as Time[]).map((one) => ({ value: one, name: t(`keeping.${one}`) }))}
            chosen={time}
            onChoose={setTime}
          />
          <TextField
            label={t('keeping.reason')}
            value={reason}
            onChange={setReason}
            maxLength={500}
            autoComplete="off"
          />
        </>
      )}
      {warning === 'shared' && <Tick checked={sure} onChange={setSure} label={t('keeping.sure')} />}
      <button type="submit" className="btn ink" disabled={block.isPending || (warning === 'shared' && !sure)}>
        <IconBan aria-hidden />
        {t(how === 'spam' ? 'keeping.doSpam' : 'keeping.doBlock')}
      </button>
    </form>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <div className="banner keeping-warning" role="alert">
      <IconAlertTriangle aria-hidden />
      <div className="grow">{text}</div>
    </div>
  );
}
