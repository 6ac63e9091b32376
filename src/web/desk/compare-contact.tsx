import { IconId, IconLink, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactIdentifier } from '#contract/contact.ts';
import type { Conversation } from '#contract/conversation.ts';
import { cached } from '../api.ts';
import { Failed, Line, Skeleton } from '../frame/states.tsx';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { useKindName } from '../identifiers/kind-name.ts';
import { FailedCheckMark, TrustMark } from '../identifiers/trust-mark.tsx';
import type { Tickable, Ticks } from './use-ticks.ts';

interface CompareContactProps {
  id: number;
  conversation: Conversation;
  ticks: Ticks;
}

/** The conversation's identifiers beside those of the card, and what happens after *Select*. */
export function CompareContact({ id, conversation, ticks }: CompareContactProps) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const query = useQuery(cached.contacts.read.queryOptions({ input: { id } }));
  if (query.isError)
    return <Failed title={t('client.failed')} error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) {
    return (
      <div className="compare">
        <Skeleton>
          <Line width={240} height={40} />
        </Skeleton>
      </div>
    );
  }
  const card = query.data;
  const kinds = [...new Set([...ticks.all.map(({ kind }) => kind), 'email', 'phone'])];
  const added = ticks.chosenFor(card.identifiers).length;
  return (
    <div className="compare">
      <article className="vcard">
        <div className="head">
          <Avatar name={card.name} size="lg" />
          <div>
            <h2 className="name">{card.name ?? t('value.unnamed')}</h2>
            <div className="t2">{[card.attributes.company, card.attributes.city].filter(Boolean).join(' · ')}</div>
          </div>
          <span className="id">{t('value.id', { id: grouped(card.id) })}</span>
        </div>
      </article>
      <dl className="cmpt">
        <div className="hd">
          <dt />
          <dd>{t('select.tick')}</dd>
          <dd>{t('select.onCard')}</dd>
        </div>
        <div>
          <dt>{t('contact.name')}</dt>
          <dd className="cut">{conversation.client.name ?? <span className="t3">{t('value.notGiven')}</span>}</dd>
          <dd className="cut">{card.name ?? <span className="t3">{t('value.notGiven')}</span>}</dd>
        </div>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{kindName(kind)}</dt>
            <dd>{offered(kind)}</dd>
            <dd>{standing(card, kind)}</dd>
          </div>
        ))}
      </dl>
      <div className="what">
        <b>{t('select.after')}</b>
        <ul>
          <li>
            <IconLink className="i-14" aria-hidden />
            {t('select.joins', { id: grouped(card.id) })}
          </li>
          <li>
            <IconId className="i-14" aria-hidden />
            {added > 0 ? t('select.adds', { count: added }) : t('select.addsNothing')}
          </li>
          <li>
            <IconShieldCheck className="i-14" aria-hidden />
            {t('select.clientSees')}
          </li>
        </ul>
      </div>
    </div>
  );

  function offered(kind: string) {
    const own = ticks.all.filter((one) => one.kind === kind);
    if (own.length === 0) return <span className="t3">{t('value.notGiven')}</span>;
    return own.map((one) => (
      <TickLine
        key={one.value}
        one={one}
        ticks={ticks}
        has={card.identifiers.some((value) => value.kind === kind && value.value === one.value)}
      />
    ));
  }

  function standing(contact: Contact, kind: string) {
    const values: ContactIdentifier[] = contact.identifiers.filter((value) => value.kind === kind).slice(0, 3);
    if (values.length === 0) return <span className="t3">{t('value.notGiven')}</span>;
    return values.map((value) => (
      <span className="row tight" key={value.id}>
        <span className={`cut ${ticks.all.some((one) => one.kind === kind && one.value === value.value) ? 'eq' : ''}`}>
          {value.display}
        </span>
        <TrustMark trust={value.trust} state={value.state} kind={kind} />
      </span>
    ));
  }
}

function TickLine({ one, ticks, has }: { one: Tickable; ticks: Ticks; has: boolean }) {
  const { t } = useTranslation();
  if (has) {
    return (
      <span className="row tight">
        <span className="cut eq">{one.display}</span>
        <span className="s12 t3">{t('select.already')}</span>
      </span>
    );
  }
  return (
    <>
      <label className="row tight">
        <input
          type="checkbox"
          className="box"
          checked={ticks.isTicked(one)}
          onChange={(event) => ticks.tick(one, event.target.checked)}
        />
        <span className="cut">{one.display}</span>
        {!one.failed && <TrustMark trust={one.trust} kind={one.kind} />}
      </label>
      {one.failed && (
        <span className="s12 row tight failed-tick">
          <FailedCheckMark />
          {t('select.failedCheck')}
        </span>
      )}
    </>
  );
}
