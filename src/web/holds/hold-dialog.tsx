import { IconLock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, cached } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { TextField } from '../frame/text-field.tsx';
import { toast } from '../frame/toast.ts';
import { enRetention } from '../i18n/en-retention.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { endOfDay } from './end-of-day.ts';
import { HoldRow } from './hold-row.tsx';
import './holds.css';

addEnglish(enRetention);

interface HoldDialogProps {
  of: { contactId: number } | { conversationId: string };
  name: string;
  opened: boolean;
  onClose: () => void;
}

/** *Hold…* (R-HIS-7): why, and until when; what holds it already stands above, to be lifted. */
export function HoldDialog({ of, name, opened, onClose }: HoldDialogProps) {
  const { t } = useTranslation();
  const hint = t('contactId' in of ? 'hold.cardHint' : 'hold.talkHint', { name });
  return (
    <Dialog opened={opened} onClose={onClose} title={t('hold.title')} hint={hint} width={460}>
      <div className="dialog-body hold-form">
        <Standing of={of} onLifted={onClose} />
        <Form of={of} name={name} onClose={onClose} />
      </div>
    </Dialog>
  );
}

function Standing({ of, onLifted }: Pick<HoldDialogProps, 'of'> & { onLifted: () => void }) {
  const isCard = 'contactId' in of;
  const card = useQuery(
    cached.contacts.holds.queryOptions({ input: { id: isCard ? of.contactId : 0 }, enabled: isCard }),
  );
  const talk = useQuery(
    cached.conversations.holds.queryOptions({ input: { id: isCard ? '' : of.conversationId }, enabled: !isCard }),
  );
  return (isCard ? card : talk).data?.items.map((hold) => <HoldRow key={hold.id} hold={hold} onLifted={onLifted} />);
}

function Form({ of, name, onClose }: Omit<HoldDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [isTried, setTried] = useState(false);
  const end = endOfDay(until);
  const isPast = end !== null && end <= new Date();
  const place = useMutation({
    mutationFn: () => {
      const given = { reason: reason.trim(), until: end?.toISOString() ?? null };
      return 'contactId' in of
        ? api.contacts.hold({ id: of.contactId, ...given })
        : api.conversations.hold({ id: of.conversationId, ...given });
    },
    onSuccess: ({ changeId }) => {
      onClose();
      toast(t('hold.placed', { name }), changeId);
    },
    onError: (error) => toast(`${t('hold.failed')}. ${words(error)}`),
    onSettled: () => void askRecordsAnew(cache),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() && !isPast && !place.isPending) place.mutate();
  };
  return (
    <form onSubmit={submit}>
      <TextField
        label={t('hold.reason')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        autoComplete="off"
        focus
        error={isTried && !reason.trim() ? t('hold.needsReason') : undefined}
      />
      <TextField
        label={t('hold.until')}
        type="date"
        value={until}
        onChange={setUntil}
        hint={t('hold.untilHint')}
        error={isPast ? t('hold.past') : undefined}
      />
      <button type="submit" className="btn ink" disabled={place.isPending}>
        <IconLock aria-hidden />
        {t('hold.place')}
      </button>
    </form>
  );
}
