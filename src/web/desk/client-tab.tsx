import { useQuery } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { cardQuestion } from '../contact/card-question.ts';
import { Failed } from '../frame/states.tsx';
import { WhenOpened } from '../frame/when-opened.tsx';
import { Tag } from '../identifiers/tag.tsx';
import { Collaborators } from './collaborators.tsx';
import { ConversationNotes } from './conversation-notes.tsx';
import { ConversationTags } from './conversation-tags.tsx';
import { KnownClient } from './known-client.tsx';
import { LinkedSection } from './linked-section.tsx';
import type { Refused } from './not-this-person.tsx';
import { ClientSkeleton } from './open-skeleton.tsx';
import { Parameters } from './parameters.tsx';
import { Participants } from './participants.tsx';
import { StarredTemplates } from './templates/starred-templates.tsx';
import { UnknownClient } from './unknown-client.tsx';
import { UnlinkedSection } from './unlinked-section.tsx';

const NotThisPerson = lazy(() => import('./not-this-person.tsx').then((room) => ({ default: room.NotThisPerson })));
const SelectExisting = lazy(() => import('./select-existing.tsx').then((room) => ({ default: room.SelectExisting })));

/** The Client tab: client information, the contact directory, who takes part, parameters, tags (R-TAB-1, R-TAB-2). */
export function ClientTab({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { contact } = conversation;
  const [selecting, setSelecting] = useState<{ first?: number } | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [refusing, setRefusing] = useState(false);
  const refuse = (whom: Refused) => {
    setRefused(whom);
    setRefusing(true);
  };
  const card = useQuery({ ...cardQuestion(contact?.id ?? 0), enabled: contact !== null });
  return (
    <div className="scroll body">
      {contact ? (
        <>
          {card.isPending && <ClientSkeleton />}
          {card.data && <KnownClient key={card.data.id} conversation={conversation} card={card.data} />}
          {card.isError && <Failed title={t('client.failed')} error={card.error} retry={() => void card.refetch()} />}
          <LinkedSection
            conversation={conversation}
            card={card.data}
            onSelect={() => setSelecting({})}
            onRefuse={refuse}
          />
        </>
      ) : (
        <>
          <UnknownClient key={conversation.id} conversation={conversation} />
          <UnlinkedSection
            conversation={conversation}
            onSelect={(first) => setSelecting({ first })}
            onRefuse={refuse}
          />
        </>
      )}
      <Collaborators conversation={conversation} />
      <Participants conversation={conversation} />
      <Parameters key={`parameters ${conversation.id}`} conversation={conversation} />
      <ConversationTags key={`tags ${conversation.id}`} conversation={conversation} />
      {card.data && contact && card.data.tags.length > 0 && (
        <section className="sec">
          <header>
            <h2>{t('client.tagsOfClient')}</h2>
          </header>
          <div className="tags">
            {card.data.tags.map((tag) => (
              <Tag key={tag} tag={tag} />
            ))}
          </div>
        </section>
      )}
      <ConversationNotes conversation={conversation} />
      <StarredTemplates conversation={conversation} />
      {refused && (
        <WhenOpened opened={refusing}>
          <NotThisPerson
            key={refused.id}
            conversation={conversation}
            refused={refused}
            opened={refusing}
            onClose={() => setRefusing(false)}
          />
        </WhenOpened>
      )}
      <WhenOpened opened={selecting !== null}>
        <SelectExisting
          conversation={conversation}
          opened={selecting !== null}
          first={selecting?.first}
          onClose={() => setSelecting(null)}
        />
      </WhenOpened>
    </div>
  );
}
