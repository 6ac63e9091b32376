import { type Icon, IconMail, IconPhone, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactIdentifier } from '#contract/contact.ts';
import type { Conversation } from '#contract/conversation.ts';
import { ConflictDialog } from '../contact/conflict-dialog.tsx';
import { EditableValue } from '../contact/editable-value.tsx';
import { useDuplicates } from '../contact/use-duplicates.ts';
import { useKeys } from '../frame/keys.ts';
import { WhenOpened } from '../frame/when-opened.tsx';
import { grouped } from '../i18n/format.ts';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { isNumeric, useKindName } from '../identifiers/kind-name.ts';
import { readable } from '../identifiers/readable.ts';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { useValueMeta } from '../identifiers/value-source.ts';
import { currentWorkspace } from '../workspace.ts';
import { type AddableKind, AddField } from './add-field.tsx';
import { LinkMark } from './conversation-list-row.tsx';
import { useFieldSave } from './use-field-save.ts';

const MergeDialog = lazy(() => import('../review/merge-dialog.tsx').then((room) => ({ default: room.MergeDialog })));

const facts = ['gender', 'city', 'country', 'language'] as const;
const icons: Record<string, Icon> = { phone: IconPhone, email: IconMail };

/** A known client as a business card; name, phones and e‑mails are edited in place and saved field by field. */
export function KnownClient({ conversation, card }: { conversation: Conversation; card: Contact }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const attributes = useAttributeWords();
  const save = useFieldSave(card);
  const [adding, setAdding] = useState<AddableKind | null>(null);
  const pairs = useDuplicates(card.id, card.state === 'active');
  const [pair] = pairs;
  const [taken, setTaken] = useState<number | null>(null); // the card to merge with, whose value was refused here
  const name = card.name ?? t('value.unnamed');
  useKeys({
    edit: () => document.querySelector<HTMLElement>('.client [data-edit]')?.click(),
  });

  return (
    <section className="sec">
      <header>
        <h2>{t('client.information')}</h2>
        <Link
          to="/w/$slug/contacts/$id"
          params={{ slug: currentWorkspace(), id: String(card.id) }}
          className="btn link sm"
        >
          {t('client.viewAndEdit')}
        </Link>
      </header>
      <article className={`vcard ${pair ? 'stack' : ''}`}>
        <div className="head">
          <Avatar name={card.name} size="lg" />
          <div>
            <h3 className="name">
              <EditableValue
                first
                label={t('contact.name')}
                value={card.name ?? ''}
                onKeep={(next) => save.edit({ do: 'name', name: next })}
              >
                <span className="cut">{name}</span>
              </EditableValue>
              <LinkMark row={conversation} />
            </h3>
            {card.attributes.company && <div className="t2">{card.attributes.company}</div>}
          </div>
          <span className="id">{t('value.id', { id: grouped(card.id) })}</span>
        </div>
        <div className="lines">
          {(['phone', 'email'] as const)
            .flatMap((kind) => valuesOf(card, kind))
            .map((value) => (
              <ValueLine
                key={value.id}
                value={value}
                onKeep={(next) => save.edit({ do: 'value', id: value.id, value: next })}
              />
            ))}
          {adding && (
            <div className="line">
              <IconPlus aria-hidden />
              <EditableValue
                open
                label={t('contact.add', { field: kindName(adding) })}
                value=""
                type={adding === 'email' ? 'email' : adding === 'phone' ? 'tel' : 'text'}
                onKeep={(value) => value.trim() && save.edit({ do: 'add', kind: adding, value })}
                onClose={() => setAdding(null)}
              >
                {null}
              </EditableValue>
              <span className="lbl">{kindName(adding)}</span>
            </div>
          )}
        </div>
        {save.message && (
          <p className="bad" role="alert">
            {save.message}
          </p>
        )}
        <dl className="facts">
          {facts.map((attribute) => {
            const value = card.attributes[attribute];
            return (
              <div key={attribute}>
                <dt>{attributes.name(attribute)}</dt>
                <dd className={value ? '' : 'none'}>
                  {value ? attributes.value(attribute, value) : t('value.notGiven')}
                </dd>
              </div>
            );
          })}
        </dl>
        <div className="row">
          <AddField onChoose={setAdding} />
          <span className="grow" />
          {pair && (
            <Link
              to="/w/$slug/review/$a/$b"
              params={{ slug: currentWorkspace(), a: String(pair.a.id), b: String(pair.b.id) }}
              className="badge warn plain duplicates"
            >
              {t('contact.duplicates', { count: pairs.length })}
            </Link>
          )}
        </div>
      </article>
      <ConflictDialog
        failure={taken === null ? save.failure : null}
        name={name}
        id={card.id}
        saving={save.saving}
        onClose={save.forget}
        onWay={save.take}
        onMerge={setTaken}
      />
      <WhenOpened opened={taken !== null}>
        <MergeDialog
          card={card}
          other={taken}
          opened={taken !== null}
          onClose={() => setTaken(null)}
          onMerged={() => {
            setTaken(null);
            save.afterMerge();
          }}
        />
      </WhenOpened>
    </section>
  );
}

function ValueLine({ value, onKeep }: { value: ContactIdentifier; onKeep: (value: string) => void }) {
  const kindName = useKindName();
  const metaOf = useValueMeta();
  const { t } = useTranslation();
  const Icon = icons[value.kind] ?? IconPlus;
  return (
    <div className="line">
      <Icon aria-hidden />
      <span className="val">
        <EditableValue
          label={kindName(value.kind)}
          value={value.display}
          type={value.kind === 'email' ? 'email' : 'tel'}
          onKeep={onKeep}
        >
          <span className={isNumeric(value.kind) ? 'num cut' : 'cut'}>{readable(value.display)}</span>
        </EditableValue>
        <TrustMark trust={value.trust} state={value.state} kind={value.kind} />
      </span>
      <span className="lbl cut">{value.main ? t('value.main') : metaOf(value)}</span>
    </div>
  );
}

function valuesOf(card: Contact, kind: string): ContactIdentifier[] {
  return card.identifiers
    .filter((value) => value.kind === kind)
    .sort((a, b) => Number(b.main) - Number(a.main))
    .slice(0, 4);
}
