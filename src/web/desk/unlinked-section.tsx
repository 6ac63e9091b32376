import { IconInfoCircle, IconSearch, IconUserPlus, IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation, SuggestedContact } from '#contract/conversation.ts';
import { failureOf } from '../api.ts';
import { ConflictDialog } from '../contact/conflict-dialog.tsx';
import { RestoreButton } from '../directory/restore-button.tsx';
import { Key } from '../frame/key.tsx';
import { useKeys } from '../frame/keys.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { useLinkWords } from '../identifiers/link-words.ts';
import { WhyClient } from '../identifiers/why-client.tsx';
import type { Refused } from './not-this-person.tsx';
import { useLinking } from './use-linking.ts';

interface UnlinkedSectionProps {
  conversation: Conversation;
  /** Opens *Select existing*, with a suggested card first. */
  onSelect: (first?: number) => void;
  /** *Not this person*, of a suggested card. */
  onRefuse: (refused: Refused) => void;
}

/** The contact directory beside an unknown client: *Select existing*, *Add contact*, who is suggested, and why nobody is linked. */
export function UnlinkedSection({ conversation, onSelect, onRefuse }: UnlinkedSectionProps) {
  const { t } = useTranslation();
  const refusalWords = useRefusalWords();
  const words = useLinkWords();
  const { addContact } = useLinking(conversation);
  const failure = addContact.error ? failureOf(addContact.error) : null;
  const { suggested, link, client, topic } = conversation;
  useKeys({
    selectExisting: () => onSelect(suggested[0]?.id),
    addContact: () => addContact.mutate(),
  });
  return (
    <section className="sec">
      <header>
        <h2>{t('client.directory')}</h2>
      </header>
      <div className="row choices">
        <button type="button" className="btn ink" onClick={() => onSelect(suggested[0]?.id)}>
          <IconSearch aria-hidden />
          {t('client.selectExisting')} <Key of="selectExisting" />
        </button>
        <button type="button" className="btn" disabled={addContact.isPending} onClick={() => addContact.mutate()}>
          <IconUserPlus aria-hidden />
          {t('client.addContact')} <Key of="addContact" />
        </button>
      </div>
      {failure && failure.code !== 'CONFLICT' && (
        <p className="bad" role="alert">
          {refusalWords(failure)}
        </p>
      )}
      {suggested.map((card) => (
        <Suggestion
          key={card.id}
          card={card}
          onCompare={() => onSelect(card.id)}
          onRefuse={() => onRefuse({ id: card.id, name: card.name ?? t('value.unnamed'), evidence: card.evidence })}
        />
      ))}
      {link && (
        <div className="why claim">
          <IconInfoCircle aria-hidden />
          <span className="t2">
            {words.unlinked(link)} <WhyClient link={link} name={null} label={t('desk.why')} keyed />
          </span>
        </div>
      )}
      <ConflictDialog failure={failure} name={client.name ?? topic} id={null} onClose={() => addContact.reset()} />
    </section>
  );
}

function Suggestion({
  card,
  onCompare,
  onRefuse,
}: {
  card: SuggestedContact;
  onCompare: () => void;
  onRefuse: () => void;
}) {
  const { t } = useTranslation();
  const name = card.name ?? t('value.unnamed');
  const last = card.lastContactAt ? t('client.lastContact', { when: recently(card.lastContactAt) }) : null;
  const binned = card.state === 'binned';
  return (
    <div className="sugg">
      <Avatar name={card.name} />
      <div className="cut">
        <b>{name}</b>
        <div className="s12 t2 cut">
          {[binned ? t('client.inBin') : null, card.city, last].filter(Boolean).join(' · ')}
        </div>
      </div>
      {binned ? (
        <RestoreButton id={card.id} name={name} />
      ) : (
        <span className="sugg-more">
          <button type="button" className="btn sm" onClick={onCompare}>
            {t('client.compare')}
          </button>
          <button
            type="button"
            className="ib sm"
            aria-label={`${t('refuse.open')}: ${name}`}
            title={t('refuse.open')}
            onClick={onRefuse}
          >
            <IconUserX aria-hidden />
          </button>
        </span>
      )}
    </div>
  );
}
