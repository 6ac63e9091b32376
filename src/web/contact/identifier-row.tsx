import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCopy,
  IconDots,
  IconPencil,
  IconStar,
  IconTag,
  IconTrash,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactIdentifier } from '#contract/contact.ts';
import { DropMenu } from '../frame/menu.tsx';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { isNumeric, useKindName } from '../identifiers/kind-name.ts';
import { readable } from '../identifiers/readable.ts';
import { SystemLink } from '../identifiers/system-link.tsx';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { useValueMeta } from '../identifiers/value-source.ts';
import { EditableValue } from './editable-value.tsx';
import type { CardEdits } from './use-card-edits.ts';

interface IdentifierRowProps {
  value: ContactIdentifier;
  /** The label of the row; the second value of a kind has none. */
  label: ReactNode;
  edits: CardEdits;
}

/** One value of a card: its trust, where it is from, and what can be done with it. */
export function IdentifierRow({ value, label, edits }: IdentifierRowProps) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const metaOf = useValueMeta();
  const supervisor = useSupervisor();
  const [edited, setEdited] = useState(0); // how often the menu opened the value: each time a field of its own
  const [typing, setTyping] = useState<'value' | 'label' | null>(null); // the menu then leaves the focus to the field
  const { id, kind, display, main, trust } = value;
  const change = edits.draft.changed[id];
  const state = change?.state ?? value.state;
  const shown = change?.value ?? display;
  const field = kindName(kind);

  if (edits.draft.removed.includes(id)) {
    return (
      <div className="idr">
        <span className="lab">{label}</span>
        <span className="val">
          <del className={isNumeric(kind) ? 'num' : 'cut'}>{display}</del>
        </span>
        <span className="meta">{t('contact.removed')}</span>
        <button
          type="button"
          className="ib sm"
          aria-label={t('contact.putBack')}
          title={t('contact.putBack')}
          onClick={() => edits.edit({ do: 'putBack', id })}
        >
          <IconArrowBackUp aria-hidden />
        </button>
      </div>
    );
  }
  return (
    <div className="idr">
      <span className="lab">{label}</span>
      <span className="val">
        <EditableValue
          key={edited}
          open={typing === 'value'}
          onClose={() => setTyping(null)}
          label={field}
          value={shown}
          type={kind === 'email' ? 'email' : kind === 'phone' ? 'tel' : 'text'}
          onKeep={(next) => edits.edit({ do: 'value', id, value: next })}
        >
          <span className={isNumeric(kind) ? 'num cut' : 'cut'}>{readable(shown)}</span>
        </EditableValue>
        {change?.value === undefined ? (
          <TrustMark trust={trust} state={state} kind={kind} word={state !== 'owned'} />
        ) : (
          <span className="badge accent">{t('value.edited')}</span>
        )}
        <SystemLink kind={kind} value={display} />
        {change?.state && (
          <span className="badge accent">{change.state === 'owned' ? t('card.owned') : t('value.edited')}</span>
        )}
      </span>
      <span className="meta">
        {typing === 'label' ? (
          <EditableValue
            open
            label={t('card.labelOf', { value: display })}
            value={change?.label === undefined ? (value.label ?? '') : (change.label ?? '')}
            onKeep={(next) => edits.edit({ do: 'label', id, label: next })}
            onClose={() => setTyping(null)}
          >
            {null}
          </EditableValue>
        ) : (
          metaOf({
            ...value,
            main: main || change?.main === true,
            label: change?.label === undefined ? value.label : change.label,
          })
        )}
      </span>
      <DropMenu position="bottom-end" width={210} returnFocus={typing === null}>
        <Menu.Target>
          <button type="button" className="ib sm" aria-label={t('contact.moreAbout', { field: `${field} ${display}` })}>
            <IconDots aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil aria-hidden />}
            onClick={() => {
              setEdited(edited + 1);
              setTyping('value');
            }}
          >
            {t('contact.edit')}
          </Menu.Item>
          {!main && !change?.main && (kind === 'email' || kind === 'phone') && (
            <Menu.Item leftSection={<IconStar aria-hidden />} onClick={() => edits.edit({ do: 'main', id })}>
              {t('contact.makeMain')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconTag aria-hidden />} onClick={() => setTyping('label')}>
            {t('card.editLabel')}
          </Menu.Item>
          {supervisor && state !== 'shared' && (
            <Menu.Item
              leftSection={<IconUsers aria-hidden />}
              onClick={() => edits.edit({ do: 'state', id, state: 'shared' })}
            >
              {t('card.markShared')}
            </Menu.Item>
          )}
          {state !== 'owned' && (
            <Menu.Item
              leftSection={<IconUser aria-hidden />}
              onClick={() => edits.edit({ do: 'state', id, state: 'owned' })}
            >
              {t('card.makeTheirs')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy aria-hidden />} onClick={() => void navigator.clipboard.writeText(display)}>
            {t('contact.copy')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            className="menu-item danger"
            leftSection={<IconTrash aria-hidden />}
            onClick={() => edits.edit({ do: 'remove', id })}
          >
            {t('contact.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </DropMenu>
    </div>
  );
}
