import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '#contract/history.ts';
import { moment } from '../i18n/format.ts';
import { useActorName } from './change-actor.ts';
import { ownItems } from './change-entry.tsx';
import { Diff } from './diff.tsx';
import { UndoButton } from './undo-button.tsx';

/** A conversation's own changes, grouped under it: *2 changes*. */
export function useOwnChanges(changes: Change[], contactId: number, openAtFirst: boolean) {
  const { t } = useTranslation();
  const actorName = useActorName();
  const [open, setOpen] = useState(openAtFirst);
  const id = useId();
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const button =
    changes.length === 0 ? null : (
      <button
        type="button"
        className="btn link sm"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t('history.changes', { count: changes.length })}
        <Chevron className="i-14" aria-hidden />
      </button>
    );
  const list =
    !open || changes.length === 0 ? null : (
      <ul className="own" id={id}>
        {changes.flatMap((change) => {
          const items = ownItems(change, contactId);
          return (items.length > 0 ? items : [null]).map((item, place) => (
            <li key={`${change.id} ${place.toString()}`}>
              {item ? <Diff item={item} /> : <span>{t(`change.${change.verb}`)}</span>}
              {place === 0 && (
                <>
                  <span className="m cut">{actorName(change.actor)}</span>
                  <UndoButton change={change} />
                  <time dateTime={change.at}>{moment(change.at)}</time>
                </>
              )}
            </li>
          ));
        })}
      </ul>
    );
  return { button, list };
}
