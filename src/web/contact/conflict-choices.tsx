import {
  type Icon,
  IconArrowLeft,
  IconArrowsExchange,
  IconExternalLink,
  IconGitMerge,
  IconKey,
  IconUsers,
} from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentifierConflict } from '#contract/contact.ts';
import { identifierKinds } from '#contract/identifiers.ts';
import { useDialogKeys } from '../frame/keys.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { isBuiltIn } from '../identifiers/kind-name.ts';
import { currentWorkspace } from '../workspace.ts';
import { ConflictSide } from './conflict-side.tsx';
import { useConversationCounts } from './use-conversation-counts.ts';
import './conflict-dialog.css';

interface ConflictChoicesProps {
  conflict: IdentifierConflict;
  name: string;
  id: number | null;
  saving: boolean;
  onClose: () => void;
  onWay?: (way: 'move' | 'share') => void;
  onMerge?: (other: number) => void;
}

type Way = IdentifierConflict['ways'][number];

/** The order of the ways, and so their keys 1 to 4. */
const order = ['open', 'move', 'merge', 'share'] as const satisfies Way[];
const icons: Record<Way, Icon> = {
  open: IconExternalLink,
  move: IconArrowsExchange,
  merge: IconGitMerge,
  share: IconUsers,
};

/** The two cards with the value between them, and the ways on, each with its consequence. */
export function ConflictChoices({ conflict, name, id, saving, onClose, onWay, onMerge }: ConflictChoicesProps) {
  const { t } = useTranslation();
  const [way, choose] = useState<Way>('open');
  const form = useRef<HTMLFormElement>(null);
  const counts = useConversationCounts(id, conflict.contact.id);
  const other = conflict.contact.name ?? t('value.unnamed');
  const possible: Record<Way, boolean> = {
    open: true,
    move: onWay !== undefined,
    share: onWay !== undefined,
    merge: onMerge !== undefined && id !== null,
  };
  const ways = order.filter((one) => one === 'open' || (conflict.ways.includes(one) && possible[one]));
  const href = `/w/${encodeURIComponent(currentWorkspace())}/contacts/${conflict.contact.id}`;
  const words = useWayWords(conflict, other, counts?.(conflict.contact.id));
  const Icon = icons[way];

  const take = (one: Way) => (ways.includes(one) ? focus(one) : false);
  useDialogKeys({
    digit1: () => take('open'),
    digit2: () => take('move'),
    digit3: () => take('merge'),
    digit4: () => take('share'),
  });
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input')?.focus();
  }, []);

  const go = (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    if (way === 'open') window.open(href, '_blank', 'noopener');
    else if (way === 'merge') onMerge?.(conflict.contact.id);
    else onWay?.(way);
  };

  return (
    <form className="conflict" onSubmit={go} ref={form}>
      <div className="dialog-body">
        <div className="conflict-cards">
          <ConflictSide
            name={name}
            id={id}
            hint={t('contact.conflictThis')}
            count={id === null ? undefined : counts?.(id)}
          />
          <div className="between">
            <span className="chip">
              {isBuiltIn(conflict.kind) ? (
                <ChannelGlyph kind={identifierKinds[conflict.kind].channel} plain decorative />
              ) : (
                <IconKey aria-hidden />
              )}
              <span className="cut">{conflict.value}</span>
            </span>
            <IconArrowLeft aria-hidden />
          </div>
          <ConflictSide
            name={other}
            id={conflict.contact.id}
            hint={t('contact.conflictOther')}
            count={counts?.(conflict.contact.id)}
          />
        </div>
        <fieldset className="ways">
          <legend className="sr">{t('taken.what')}</legend>
          {ways.map((one) => {
            const WayIcon = icons[one];
            return (
              <label key={one} className={`way ${one === way ? 'on' : ''}`}>
                <input
                  type="radio"
                  className="radio"
                  name="way"
                  value={one}
                  checked={one === way}
                  onChange={() => choose(one)}
                  data-autofocus={one === 'open' || undefined}
                />
                <WayIcon aria-hidden />
                <span className="grow">
                  <b>{words[one].title}</b>
                  <span className="t2">{words[one].hint}</span>
                </span>
                <kbd>{order.indexOf(one) + 1}</kbd>
              </label>
            );
          })}
        </fieldset>
      </div>
      <footer className="dialog-foot">
        <span className="s12 t3 hide-390">{t('taken.undo')}</span>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')}
        </button>
        {way === 'open' ? (
          <>
            <button type="submit" hidden />
            <a className="btn ink" target="_blank" rel="noreferrer" href={href}>
              <Icon aria-hidden />
              {words.open.title} <kbd>↵</kbd>
            </a>
          </>
        ) : (
          <button type="submit" className="btn ink" disabled={saving}>
            <Icon aria-hidden />
            {words[way].title} <kbd>↵</kbd>
          </button>
        )}
      </footer>
    </form>
  );

  function focus(one: Way): void {
    choose(one);
    form.current?.querySelector<HTMLInputElement>(`input[value="${one}"]`)?.focus();
  }
}

function useWayWords(
  { kind }: IdentifierConflict,
  name: string,
  count: number | undefined,
): Record<Way, { title: string; hint: string }> {
  const { t } = useTranslation();
  const move = kind === 'email' ? 'taken.moveMail' : kind === 'phone' ? 'taken.movePhone' : 'taken.move';
  return {
    open: { title: t('taken.open'), hint: t('taken.openHint') },
    move: {
      title: t(move),
      hint: count ? t('taken.moveCount', { name, count }) : t('taken.moveHint', { name }),
    },
    merge: { title: t('taken.merge'), hint: t('taken.mergeHint') },
    share: { title: t('taken.share'), hint: t('taken.shareHint') },
  };
}
