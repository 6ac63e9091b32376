import {
  type Icon,
  IconArrowBackUp,
  IconBolt,
  IconIdBadge2,
  IconLink,
  IconPencil,
  IconTrash,
  IconUnlink,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Change, ChangeVerb } from '#contract/history.ts';
import { moment } from '../i18n/format.ts';
import { useActorName } from './change-actor.ts';
import { Diff } from './diff.tsx';
import { UndoButton } from './undo-button.tsx';

const icons: Record<ChangeVerb, Icon> = {
  createContact: IconIdBadge2,
  editContact: IconPencil,
  recognise: IconBolt,
  binContact: IconTrash,
  restoreContact: IconArrowBackUp,
  linkConversation: IconLink,
  unlinkConversation: IconUnlink,
  undo: IconArrowBackUp,
};

/** A change of the card on the axis: small glyph, what it was and what it is, who, and Undo. */
export function ChangeEntry({ change, contactId, q }: { change: Change; contactId: number; q: string }) {
  const { t } = useTranslation();
  const actorName = useActorName();
  const Icon = icons[change.verb];
  const items = ownItems(change, contactId);
  const plain = change.verb === 'editContact' && items.length === 1;
  return (
    <li className="ev change">
      <span className="node">
        <Icon aria-hidden />
      </span>
      <div className="h">
        {plain && items[0] ? (
          <Diff item={items[0]} q={q} />
        ) : (
          <span className="nowrap">{t(`change.${change.verb}`)}</span>
        )}
        <span className="m cut">{actorName(change.actor)}</span>
        <UndoButton change={change} />
        <time dateTime={change.at}>{moment(change.at)}</time>
      </div>
      {!plain && items.length > 0 && (
        <ul className="own">
          {items.map((item, place) => (
            <li key={`${item.target} ${place.toString()}`}>
              <Diff item={item} q={q} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What a change touched on this card; the state and the link are said by its verb. */
export function ownItems(change: Change, contactId: number): Change['items'] {
  const said = ['binContact', 'restoreContact', 'createContact'].includes(change.verb) ? ['state'] : [];
  return change.items.filter(
    ({ contactId: card, target }) => (card === null || card === contactId) && !said.includes(target),
  );
}
