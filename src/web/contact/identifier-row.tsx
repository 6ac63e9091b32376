import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconCopy, IconDots, IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactIdentifier } from '#contract/contact.ts';
import { DropMenu } from '../frame/menu.tsx';
import { isNumeric, useKindName } from '../identifiers/kind-name.ts';
import { readable } from '../identifiers/readable.ts';
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
  const [editing, setEditing] = useState(0);
  const { id, kind, display, main, trust, state } = value;
  const change = edits.draft.changed[id];
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
          key={editing}
          open={editing > 0}
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
      </span>
      <span className="meta">{change?.main ? t('value.main') : metaOf(value)}</span>
      <DropMenu position="bottom-end" width={210}>
        <Menu.Target>
          <button type="button" className="ib sm" aria-label={t('contact.moreAbout', { field: `${field} ${display}` })}>
            <IconDots aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil aria-hidden />} onClick={() => setEditing(editing + 1)}>
            {t('contact.edit')}
          </Menu.Item>
          {!main && !change?.main && (kind === 'email' || kind === 'phone') && (
            <Menu.Item leftSection={<IconStar aria-hidden />} onClick={() => edits.edit({ do: 'main', id })}>
              {t('contact.makeMain')}
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
