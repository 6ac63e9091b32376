import { IconArrowForwardUp, IconNote, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { failureOf } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { AskOption } from './ask-option.tsx';
import { AskRefused } from './ask-refused.tsx';
import type { Asking } from './asking.ts';
import { useDeskVerbs } from './use-desk-verbs.ts';
import { type Askable, useWhomToAsk } from './whom-to-ask.ts';
import './ask-colleague.css';

interface AskColleagueProps {
  conversation: Pick<Conversation, 'id' | 'topic' | 'queue' | 'assignee' | 'collaborators'>;
  what: Asking;
  opened: boolean;
  onClose: () => void;
}

/** *Redirect* to a queue or a colleague, or *Invite* a colleague, with a note (R-TAB-3, R-TAB-6). Somebody away is refused, with a queue offered. */
export function AskColleague({ conversation, what, opened, onClose }: AskColleagueProps) {
  const { t } = useTranslation();
  const { topic, queue, assignee, collaborators } = conversation;
  const verbs = useDeskVerbs(conversation);
  const ask = what === 'redirect' ? verbs.redirect : verbs.invite;
  const list = useId();
  const [q, setQ] = useState('');
  const [note, setNote] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const without = [assignee?.id ?? '', ...(what === 'invite' ? collaborators.map(({ id }) => id) : [])];
  const options = useWhomToAsk(what, q, { queue: queue.id, without });
  // nobody is picked before one typed or chose, so that r and Enter alone send nobody away
  const current = options.find(({ id }) => id === chosen) ?? (q.trim() ? options[0] : undefined);
  const isAway = current?.presence === 'away';
  const failure = ask.error ? failureOf(ask.error) : null;
  const { reset } = ask;
  useEffect(() => {
    if (!opened) return;
    setQ('');
    setChosen(null);
    reset();
  }, [opened, reset]);

  const choose = (id: string | null) => {
    setChosen(id);
    reset();
  };
  const send = (whom: Askable | undefined = current) => {
    if (!whom || whom.presence === 'away' || ask.isPending) return;
    const { kind, id, name } = whom;
    ask.mutate(
      { [kind === 'queue' ? 'queue' : 'to']: id, name, note: note.trim() || null },
      {
        onSuccess: () => {
          setNote('');
          onClose();
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      const at = options.findIndex(({ id }) => id === current?.id);
      const next = at < 0 && step < 0 ? -1 : at + step;
      choose(options.at(next % options.length)?.id ?? null);
    } else if (event.key === 'Enter') send();
    else return;
    event.preventDefault();
  };
  const name = current?.name ?? '';
  const submit = !current
    ? t('handover.choose')
    : t(what === 'redirect' ? 'handover.redirectTo' : 'handover.invite', { name });
  const Icon = what === 'redirect' ? IconArrowForwardUp : IconUserPlus;

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={`${t(what === 'redirect' ? 'handover.redirectTitle' : 'handover.inviteTitle')}: ${topic}`}
      hint={t(what === 'redirect' ? 'handover.redirectHint' : 'handover.inviteHint')}
      width={480}
    >
      <div className="dialog-body ask">
        <div className="field lg">
          <IconSearch aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={current ? `ask-${current.id}` : undefined}
            aria-label={t(what === 'redirect' ? 'handover.who' : 'handover.colleague')}
            placeholder={t(what === 'redirect' ? 'handover.who' : 'handover.colleague')}
            value={q}
            onChange={(event) => {
              setQ(event.target.value);
              choose(null);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div
          role="listbox"
          id={list}
          aria-label={t(what === 'redirect' ? 'handover.who' : 'handover.colleague')}
          tabIndex={-1}
        >
          {options.map((one) => (
            <AskOption key={one.id} one={one} isCurrent={one.id === current?.id} onChoose={() => choose(one.id)} />
          ))}
        </div>
        {options.length === 0 && <p className="t3">{t('handover.nothing', { q })}</p>}
        {(isAway || failure) && <AskRefused what={what} whom={current} failure={failure} queue={queue} onTake={send} />}
        <label className="inote ask-note">
          <IconNote aria-hidden />
          <span>
            <span className="who">{t('handover.note')}</span>
            <textarea
              rows={2}
              maxLength={10_000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
                event.preventDefault();
                send();
              }}
            />
          </span>
        </label>
        <button type="button" className="btn ink" disabled={!current || isAway || ask.isPending} onClick={() => send()}>
          <Icon aria-hidden />
          <span className="cut">{submit}</span> <kbd>↵</kbd>
        </button>
      </div>
    </Dialog>
  );
}
