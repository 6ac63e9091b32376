import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation, Participant } from '#contract/conversation.ts';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { currentWorkspace } from '../workspace.ts';

/** Who takes part, each once with all their roles and the card that their value stands on. A chat with one person needs no list. */
export function Participants({ conversation: { participants } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const people = byValue(participants);
  if (participants.every(({ role }) => role === 'from' || role === 'also')) return null;
  return (
    <section className="sec">
      <header>
        <h2>{t('client.participants')}</h2>
      </header>
      <ul className="people">
        {people.map((roles) => {
          const [{ kind, value, display, name, trust, own, contact }] = roles;
          return (
            <li key={`${kind} ${value}`} className={own ? 'own' : undefined}>
              <span className="t3 s12">{roles.map(({ role }) => t(`client.role.${role}`)).join(', ')}</span>
              <span className="val">
                <span className="cut" title={name ? `${name}, ${display}` : display}>
                  {display}
                </span>
                {trust && !own && <TrustMark trust={trust} kind={kind} />}
              </span>
              {own && <span className="s12 t3">{t('client.ownMailbox')}</span>}
              {!own && contact && (
                <Link
                  to="/w/$slug/contacts/$id"
                  params={{ slug: currentWorkspace(), id: String(contact.id) }}
                  className="s12 cut"
                >
                  {contact.name ?? t('value.unnamed')}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The roles of each value together, in order of first appearance. */
function byValue(participants: Participant[]): [Participant, ...Participant[]][] {
  const people = new Map<string, [Participant, ...Participant[]]>();
  for (const one of participants) {
    const key = `${one.kind} ${one.value}`;
    const roles = people.get(key);
    if (roles) roles.push(one);
    else people.set(key, [one]);
  }
  return [...people.values()];
}
