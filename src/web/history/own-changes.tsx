import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '#contract/history.ts';
import { moment } from '../i18n/format.ts';
import { useActorName } from './change-actor.ts';
import { ownItems } from './change-entry.tsx';
import { useChangeTitle } from './change-title.ts';
import { Diff } from './diff.tsx';
import { FoldButton } from './fold-button.tsx';
import { UndoButton } from './undo-button.tsx';
import { useFamily } from './use-family.ts';
import { ValuesGone } from './values-gone.tsx';

/** Verbs told by their sentence, since what they touch are links and marks, not values. */
const saidByVerb: readonly Change['verb'][] = [
  'refuseClient',
  'keepClient',
  'linkEarlier',
  'verifyClient',
  'blockSender',
  'liftBlock',
  'redactMessage',
];

/** A conversation's own changes, grouped under it: *2 changes*. */
export function useOwnChanges(changes: Change[], contactId: number, openAtFirst: boolean) {
  const { t } = useTranslation();
  const actorName = useActorName();
  const titleOf = useChangeTitle();
  const family = useFamily(contactId);
  const [open, setOpen] = useState(openAtFirst);
  const id = useId();
  const button =
    changes.length === 0 ? null : (
      <FoldButton open={open} controls={id} onToggle={() => setOpen(!open)}>
        {t('history.changes', { count: changes.length })}
      </FoldButton>
    );
  const list =
    !open || changes.length === 0 ? null : (
      <ul className="own" id={id}>
        {changes.flatMap((change) => {
          const items = saidByVerb.includes(change.verb) ? [] : ownItems(change, family);
          return (items.length > 0 ? items : [null]).map((item, place) => (
            <li key={`${change.id} ${place.toString()}`}>
              {item ? <Diff item={item} /> : <span>{titleOf(change, contactId)}</span>}
              {place === 0 && (
                <>
                  <span className="m cut">{actorName(change.actor)}</span>
                  <ValuesGone change={change} />
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
