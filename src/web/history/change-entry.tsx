import {
  type Icon,
  IconArrowBackUp,
  IconArrowsSplit,
  IconBan,
  IconBolt,
  IconEraser,
  IconFileImport,
  IconForms,
  IconGitMerge,
  IconHistory,
  IconIdBadge2,
  IconLink,
  IconLinkOff,
  IconLock,
  IconLockOpen,
  IconPencil,
  IconShieldCheck,
  IconTrash,
  IconUnlink,
  IconUsers,
  IconUserX,
} from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change, ChangeVerb } from '#contract/history.ts';
import { moment } from '../i18n/format.ts';
import { useActorName } from './change-actor.ts';
import { useChangeTitle } from './change-title.ts';
import { Diff } from './diff.tsx';
import { FoldButton } from './fold-button.tsx';
import { UndoButton } from './undo-button.tsx';
import { useFamily } from './use-family.ts';
import { ValuesGone } from './values-gone.tsx';

const icons: Record<ChangeVerb, Icon> = {
  createContact: IconIdBadge2,
  editContact: IconPencil,
  recognise: IconBolt,
  binContact: IconTrash,
  restoreContact: IconArrowBackUp,
  linkConversation: IconLink,
  unlinkConversation: IconUnlink,
  undo: IconArrowBackUp,
  mergeContacts: IconGitMerge,
  splitContact: IconArrowsSplit,
  importContact: IconFileImport,
  refuseClient: IconUserX,
  keepClient: IconLinkOff,
  linkEarlier: IconHistory,
  decideDuplicate: IconUsers,
  verifyClient: IconShieldCheck,
  editConversation: IconPencil,
  mergeConversations: IconGitMerge,
  blockSender: IconBan,
  liftBlock: IconBan,
  redactMessage: IconEraser,
  placeHold: IconLock,
  liftHold: IconLockOpen,
  answerForm: IconForms,
  takeOverForm: IconForms,
};

/** Verbs that move a whole card: what they touched is folded, since the sentence says it. */
const folded: readonly ChangeVerb[] = ['mergeContacts', 'splitContact', 'linkEarlier'];

/** A change of the card on the axis: small glyph, what it was and what it is, who, and Undo. */
export function ChangeEntry({ change, contactId, q }: { change: Change; contactId: number; q: string }) {
  const { t } = useTranslation();
  const actorName = useActorName();
  const titleOf = useChangeTitle();
  const family = useFamily(contactId);
  const id = useId();
  const Icon = icons[change.verb];
  const items = ownItems(change, family);
  const plain = change.verb === 'editContact' && items.length === 1;
  const foldable = items.length > 0 && (folded.includes(change.verb) || items.length > 12);
  const [open, setOpen] = useState(false);
  const shown = plain || (foldable && !open) ? [] : items;
  return (
    <div className="ev change">
      <span className="node">
        <Icon aria-hidden />
      </span>
      <div className="h">
        {plain && items[0] ? (
          <Diff item={items[0]} q={q} />
        ) : (
          <span className="nowrap">{titleOf(change, contactId)}</span>
        )}
        {foldable && (
          <FoldButton open={open} controls={id} onToggle={() => setOpen(!open)}>
            {t('change.values', { count: items.length })}
          </FoldButton>
        )}
        <span className="m cut">{actorName(change.actor)}</span>
        <ValuesGone change={change} />
        <UndoButton change={change} />
        <time dateTime={change.at}>{moment(change.at)}</time>
      </div>
      {shown.length > 0 && (
        <ul className="own" id={id}>
          {shown.map((item, place) => (
            <li key={`${item.target} ${place.toString()}`}>
              <Diff item={item} q={q} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Verbs whose sentence says the state, and the cards, that they touched. */
const saysState: readonly ChangeVerb[] = [
  'binContact',
  'restoreContact',
  'createContact',
  'importContact',
  'mergeContacts',
  'splitContact',
];

/** What a change touched on this card, and on those merged into it; the state and the link are said by its verb. */
export function ownItems(change: Change, family: number[]): Change['items'] {
  const said = saysState.includes(change.verb) ? ['state', 'merged', 'duplicate'] : [];
  const cards = change.verb === 'mergeContacts' ? family.slice(0, 1) : family;
  return change.items.filter(
    ({ contactId, target, before, after }) =>
      (contactId === null || cards.includes(contactId)) &&
      !said.includes(target) &&
      (typeof after === 'object' || before !== after), // the same text again: only what vouches for it is another
  );
}
