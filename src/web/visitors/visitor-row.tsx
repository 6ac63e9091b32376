import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SiteVisitor } from '#contract/visitor.ts';
import { clock } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { currentWorkspace } from '../workspace.ts';

interface VisitorRowProps {
  visitor: SiteVisitor;
  onInvite: () => void;
}

/** One visitor: who it is as far as somebody vouches for it, where they are, and what can be done. */
export function VisitorRow({ visitor, onInvite }: VisitorRowProps) {
  const { t } = useTranslation();
  const { contact, page, browser, system, language, since, visits, here, signedInAs } = visitor;
  const name = nameOf(visitor) ?? t('visitors.unknown');
  return (
    <tr className={here ? '' : 'gone'}>
      <td className="cut">
        <span className="visitor-who">
          <Avatar name={nameOf(visitor)} size="sm" unknown={!nameOf(visitor)} channel={visitor.channel.kind} />
          {contact ? (
            <Link to="/w/$slug/contacts/$id" params={{ slug: currentWorkspace(), id: String(contact.id) }}>
              {name}
            </Link>
          ) : (
            <span className={signedInAs ? '' : 't2'}>{name}</span>
          )}
          {signedInAs && <span className="s12 t3">{t('visitors.signedIn')}</span>}
        </span>
      </td>
      <td className="cut" title={page.path}>
        {page.title || page.path} <span className="s12 t3">{page.title ? page.path : ''}</span>
      </td>
      <td className="t2 cut hide-1024">{[browser, system, language].filter(Boolean).join(' · ')}</td>
      <td className="num t2 hide-390">{clock(since)}</td>
      <td className="num t2 hide-1024">{visits > 1 ? visits : t('visitors.first')}</td>
      <td className="right">
        <Act visitor={visitor} name={name} onInvite={onInvite} />
      </td>
    </tr>
  );
}

/** Who a visitor is: the card's name, else the one that a sign-in gave; null for nobody known. */
export function nameOf({ contact, signedInAs }: SiteVisitor): string | null {
  return contact?.name ?? signedInAs;
}

function Act({ visitor, name, onInvite }: VisitorRowProps & { name: string }) {
  const { t } = useTranslation();
  const { invitation, here, wrote, conversationId } = visitor;
  const said = invitation && t(`visitors.${invitation.state}`, { name: invitation.by.name });
  return (
    <span className="visitor-act">
      <span className="s12 t3 cut" role="status">
        {[said, here ? null : t('visitors.left'), wrote && !said ? t('visitors.wrote') : null]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {conversationId && (
        <Link
          to="/w/$slug/conversations/$id"
          params={{ slug: currentWorkspace(), id: conversationId }}
          search={{}}
          className="btn settings-row-link plain-row"
        >
          {t('visitors.open')}
        </Link>
      )}
      {here && !wrote && invitation?.state !== 'asked' && (
        <button
          type="button"
          className="btn settings-row-link plain-row"
          aria-label={t('visitors.inviteWho', { name })}
          onClick={onInvite}
        >
          {t(invitation ? 'visitors.inviteAgain' : 'visitors.invite')}
        </button>
      )}
    </span>
  );
}
