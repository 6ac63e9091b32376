import { Menu } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { type IdentifierKind, identifierKinds } from '#contract/identifiers.ts';
import { useKeys } from '../frame/keys.ts';
import { DropMenu } from '../frame/menu.tsx';
import { grouped } from '../i18n/format.ts';
import { useKindName } from '../identifiers/kind-name.ts';
import { useNameSource } from '../identifiers/value-source.ts';
import { AddedRows } from './added-rows.tsx';
import { EditableValue } from './editable-value.tsx';
import { IdentifierRow } from './identifier-row.tsx';
import type { CardEdits } from './use-card-edits.ts';

const mainKinds = ['email', 'phone', 'browser'] as const;
const kinds = Object.keys(identifierKinds) as IdentifierKind[];
const addable = [...mainKinds, ...kinds.filter((kind) => !(mainKinds as readonly string[]).includes(kind))];

/** ID, name, e‑mails, phones, browser ids, and *Add one more* of any kind. */
export function MainIdentifiers({ card, edits }: { card: Contact; edits: CardEdits }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const nameSource = useNameSource();
  const [adding, setAdding] = useState<IdentifierKind | null>(null);
  const name = edits.draft.name === undefined ? card.name : edits.draft.name;
  useKeys({ edit: () => document.querySelector<HTMLElement>('[data-edit]')?.click() });

  return (
    <section className="grp">
      <h3>{t('contact.main')}</h3>
      <div className="idr">
        <span className="lab">{t('contact.id')}</span>
        <span className="val num">{grouped(card.id)}</span>
        <span className="meta">{t('contact.neverChanges')}</span>
        <span className="ib sm">
          <IconLock className="i-14" aria-hidden />
        </span>
      </div>
      <div className="idr">
        <span className="lab">{t('contact.name')}</span>
        <span className="val">
          <EditableValue
            first
            label={t('contact.name')}
            value={name ?? ''}
            onKeep={(next) => edits.edit({ do: 'name', name: next })}
          >
            {name ? <span className="cut">{name}</span> : <span className="t3">{t('value.notGiven')}</span>}
          </EditableValue>
          {edits.draft.name !== undefined && <span className="badge accent">{t('value.edited')}</span>}
        </span>
        <span className="meta">{nameSource(card.nameSource)}</span>
      </div>
      {mainKinds.map((kind) => {
        const values = card.identifiers.filter((value) => value.kind === kind);
        if (values.length === 0) {
          return (
            <div className="idr" key={kind}>
              <span className="lab">{kindName(kind)}</span>
              <span className="val t3">{t('value.notGiven')}</span>
              <span className="meta" />
              <button
                type="button"
                className="ib sm"
                aria-label={t('contact.add', { field: kindName(kind) })}
                onClick={() => setAdding(kind)}
              >
                <IconPlus aria-hidden />
              </button>
            </div>
          );
        }
        return values.map((value, place) => (
          <IdentifierRow
            key={value.id}
            value={value}
            edits={edits}
            label={place === 0 ? kindName(kind) : <span className="sr">{kindName(kind)}</span>}
          />
        ));
      })}
      <AddedRows kinds={() => true} edits={edits} adding={adding} onAdded={() => setAdding(null)} />
      <div className="addrow">
        <DropMenu width={220} returnFocus={false}>
          <Menu.Target>
            <button type="button" className="btn link sm">
              <IconPlus className="i-14" aria-hidden />
              {t('contact.addOneMore')}
            </button>
          </Menu.Target>
          <Menu.Dropdown className="menu-long">
            {addable.map((kind) => (
              <Menu.Item key={kind} onClick={() => setAdding(kind)}>
                {kindName(kind)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </DropMenu>
      </div>
    </section>
  );
}
