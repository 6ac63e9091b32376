import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteVisitor } from '#contract/visitor.ts';
import { api, cached, failureOf } from '../api.ts';
import { DialogWindow } from '../frame/dialog-window.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { TextArea } from '../settings/text-area.tsx';
import { nameOf } from './visitor-row.tsx';

/** The words that come up in a visitor's browser. */
export function InviteDialog({ visitor, onClose }: { visitor: SiteVisitor | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const name = (visitor && nameOf(visitor)) ?? t('visitors.unknown');
  return (
    <DialogWindow
      opened={visitor !== undefined}
      onClose={onClose}
      title={t('visitors.inviteWho', { name })}
      hint={t('visitors.hint')}
      width={480}
    >
      {visitor && <Words key={visitor.id} visitor={visitor} name={name} onClose={onClose} />}
    </DialogWindow>
  );
}

function Words({ visitor, name, onClose }: { visitor: SiteVisitor; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const refusal = useRefusalWords();
  const [text, setText] = useState<string>(t('visitors.usual'));
  const invite = useMutation({
    mutationFn: (again: boolean) => api.visitors.invite({ id: visitor.id, text: text.trim(), again }),
    onSuccess: () => {
      toast(t('visitors.sent', { name }));
      onClose();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: cached.visitors.key() }),
  });
  const mayAsk = invite.error !== null && failureOf(invite.error).reason === 'visitorInvited';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() && !invite.isPending) invite.mutate(visitor.invitation !== null || mayAsk);
  };
  return (
    <form onSubmit={send} noValidate>
      <div className="visitor-words">
        <TextArea
          label={t('visitors.words')}
          value={text}
          onChange={setText}
          rows={3}
          maxLength={500}
          error={text.trim() ? (invite.error ? refusal(invite.error) : undefined) : t('visitors.empty')}
        />
      </div>
      <footer>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')}
        </button>
        <button type="submit" className="btn ink" aria-disabled={invite.isPending || undefined}>
          {t(mayAsk ? 'visitors.inviteAgain' : 'visitors.send')}
        </button>
      </footer>
    </form>
  );
}
