import { IconMail, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactIdentifier } from '#contract/contact.ts';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { readable } from '../identifiers/readable.ts';
import { TrustMark } from '../identifiers/trust-mark.tsx';

/** The head of the card as a business card: who it is, where, and the main phone and e‑mail. As it is saved, not as it is being edited. A possible duplicate shows as a second card's edge beneath it. */
export function CardHead({ card, duplicates }: { card: Contact; duplicates: number }) {
  const { t } = useTranslation();
  const place = [card.attributes.company, card.attributes.city].filter(Boolean).join(' · ');
  const phone = mainOf(card, 'phone');
  const email = mainOf(card, 'email');
  return (
    <article className={`vcard ${duplicates > 0 ? 'stack' : ''}`}>
      <div className="head wide">
        <Avatar name={card.name} size="xl" unknown={!card.name} />
        <div>
          <h2 className="name big">{card.name ?? <span className="t3">{t('value.unnamed')}</span>}</h2>
          {place && <div className="t2">{place}</div>}
        </div>
        <span className="id">{t('value.id', { id: grouped(card.id) })}</span>
      </div>
      <div className="lines two">
        {phone && (
          <div className="line">
            <IconPhone aria-hidden />
            <a className="val plain ink-link" href={`tel:${phone.value}`}>
              <span className="num">{readable(phone.display)}</span>
              <TrustMark trust={phone.trust} state={phone.state} kind="phone" />
            </a>
          </div>
        )}
        {email && (
          <div className="line">
            <IconMail aria-hidden />
            <a className="val plain ink-link" href={`mailto:${email.value}`}>
              <span className="cut">{email.display}</span>
              <TrustMark trust={email.trust} state={email.state} kind="email" />
            </a>
          </div>
        )}
      </div>
    </article>
  );
}

function mainOf(card: Contact, kind: string): ContactIdentifier | undefined {
  const values = card.identifiers.filter((value) => value.kind === kind);
  return values.find(({ main }) => main) ?? values[0];
}
