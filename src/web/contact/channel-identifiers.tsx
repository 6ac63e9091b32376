import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { type IdentifierKind, identifierKinds } from '#contract/identifiers.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { isBuiltIn, useKindName } from '../identifiers/kind-name.ts';
import { EditableValue } from './editable-value.tsx';
import { IdentifierRow } from './identifier-row.tsx';
import type { CardEdits } from './use-card-edits.ts';

/** Facebook's page id and sign-in stand under one heading; these four always show, the others where the card has them. */
const always = ['facebook', 'whatsapp', 'apple', 'vk'] as const;
const order = [
  'facebook',
  'facebook_login',
  'whatsapp',
  'whatsapp_user',
  'apple',
  'vk',
  'instagram',
  'viber',
  'telegram',
  'line',
  'kakaotalk',
  'google',
  'subject',
];

/** The ids of channels and the custom identifiers of a card. */
export function ChannelIdentifiers({ card, edits }: { card: Contact; edits: CardEdits }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const [adding, setAdding] = useState<IdentifierKind | null>(null);
  const custom = [...new Set(card.identifiers.map(({ kind }) => kind).filter((kind) => !isBuiltIn(kind)))];

  return (
    <section className="grp">
      <h3>{t('contact.channels')}</h3>
      {[...order, ...custom].map((kind) => {
        const values = card.identifiers.filter((value) => value.kind === kind);
        const label = (
          <>
            {glyph(kind)}
            <span className="cut">{kindName(kind)}</span>
          </>
        );
        if (values.length > 0) {
          return values.map((value, place) => (
            <IdentifierRow
              key={value.id}
              value={value}
              edits={edits}
              label={place === 0 ? label : <span className="sr">{kindName(kind)}</span>}
            />
          ));
        }
        const given = (always as readonly string[]).includes(kind) ? (kind as (typeof always)[number]) : null;
        if (!given) return null;
        return (
          <div className="idr" key={kind}>
            <span className="lab">{label}</span>
            <span className="val">
              {adding === given ? (
                <EditableValue
                  open
                  label={t('contact.add', { field: kindName(kind) })}
                  value=""
                  onKeep={(value) => value.trim() && edits.edit({ do: 'add', kind: given, value })}
                  onClose={() => setAdding(null)}
                >
                  {null}
                </EditableValue>
              ) : (
                <span className="t3">{t('value.notGiven')}</span>
              )}
            </span>
            <span className="meta" />
            <button
              type="button"
              className="ib sm"
              aria-label={t('contact.add', { field: kindName(kind) })}
              title={t('contact.add', { field: kindName(kind) })}
              onClick={() => setAdding(given)}
            >
              <IconPlus aria-hidden />
            </button>
          </div>
        );
      })}
    </section>
  );
}

function glyph(kind: string) {
  return isBuiltIn(kind) ? (
    <ChannelGlyph kind={identifierKinds[kind].channel} plain decorative />
  ) : (
    <IconKey className="i-14" aria-hidden />
  );
}
