import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { currentWorkspace } from '../workspace.ts';

/** Who takes part, with their role and the card that their value stands on. A chat with one person needs no list. */
export function Participants({ conversation: { participants } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  if (participants.length < 2) return null;
  return (
    <section className="sec">
      <header>
        <h2>{t('client.participants')}</h2>
      </header>
      <ul className="people">
        {participants.map(({ role, kind, value, display, name, trust, contact }) => (
          <li key={`${role} ${kind} ${value}`}>
            <span className="t3 s12">{t(`client.role.${role}`)}</span>
            <span className="val">
              <span className="cut" title={name ?? undefined}>
                {display}
              </span>
              {trust && <TrustMark trust={trust} kind={kind} />}
            </span>
            {contact && (
              <Link
                to="/w/$slug/contacts/$id"
                params={{ slug: currentWorkspace(), id: String(contact.id) }}
                className="s12 cut"
              >
                {contact.name ?? t('value.unnamed')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
