import {
  IconAddressBook,
  IconArrowsExchange,
  IconChevronDown,
  IconLink,
  IconTrash,
  IconUnlink,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import type { Conversation } from '#contract/conversation.ts';
import { trustLevel } from '#contract/identifiers.ts';
import { DeleteCard } from '../contact/delete-card.tsx';
import { Key } from '../frame/key.tsx';
import { useKeys } from '../frame/keys.ts';
import { LateMenu } from '../frame/late-menu.tsx';
import { useLinkWords } from '../identifiers/link-words.ts';
import { WhyClient } from '../identifiers/why-client.tsx';
import { currentWorkspace } from '../workspace.ts';
import { EarlierConversations } from './earlier-conversations.tsx';
import type { Refused } from './not-this-person.tsx';
import { useLinking } from './use-linking.ts';
import { VerifyRow } from './verify-row.tsx';

interface LinkedSectionProps {
  conversation: Conversation;
  card: Contact | undefined;
  onSelect: () => void;
  /** *Not this person*. */
  onRefuse: (refused: Refused) => void;
}

/** The contact directory beside a known client: why it is this one, and *Options*. */
export function LinkedSection({ conversation, card, onSelect, onRefuse }: LinkedSectionProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useLinkWords();
  const { unlink } = useLinking(conversation);
  const [deleting, setDeleting] = useState(false);
  const { contact, link } = conversation;
  useKeys({ selectExisting: onSelect });
  if (!contact) return null;
  const name = contact.name ?? t('value.unnamed');
  const params = { slug: currentWorkspace(), id: String(contact.id) };
  const weak = link?.strength && trustLevel(link.strength) < trustLevel('operator');

  return (
    <section className="sec">
      <header>
        <h2>{t('client.directory')}</h2>
        <LateMenu
          position="bottom-end"
          width={270}
          target={
            <button type="button" className="btn quiet sm">
              {t('client.options')}
              <IconChevronDown className="i-14" aria-hidden />
            </button>
          }
        >
          {({ Menu }) => (
            <>
              <Menu.Item
                leftSection={<IconAddressBook aria-hidden />}
                rightSection={<Key of="wholeCard" />}
                onClick={() => void navigate({ to: '/w/$slug/contacts/$id', params })}
              >
                {t('client.openDirectory')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowsExchange aria-hidden />}
                rightSection={<Key of="selectExisting" />}
                onClick={onSelect}
              >
                {t('client.selectAnother')}
              </Menu.Item>
              <Menu.Item leftSection={<IconUnlink aria-hidden />} onClick={() => unlink.mutate()}>
                {t('client.unlink')} <span className="t3">{t('client.unlinkFrom')}</span>
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                className="menu-item danger"
                leftSection={<IconTrash aria-hidden />}
                disabled={!card}
                onClick={() => setDeleting(true)}
              >
                {t('client.delete')}
              </Menu.Item>
            </>
          )}
        </LateMenu>
      </header>
      {link && (
        <div className={`why ${weak ? 'claim' : ''}`}>
          <IconLink aria-hidden />
          <div className="grow">
            {t('link.linked', { reason: words.reason(link) })}{' '}
            <WhyClient
              link={link}
              name={name}
              keyed
              onRefuse={() => onRefuse({ id: contact.id, name, evidence: link.evidence })}
              onChoose={onSelect}
            />
          </div>
        </div>
      )}
      {card && <VerifyRow key={conversation.id} conversation={conversation} card={card} />}
      <EarlierConversations key={`earlier ${conversation.id}`} conversation={conversation} />
      {card && <DeleteCard card={card} name={name} opened={deleting} onClose={() => setDeleting(false)} />}
    </section>
  );
}
