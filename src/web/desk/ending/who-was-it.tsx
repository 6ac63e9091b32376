import { IconInfoCircle, IconLink } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { failureOf } from '../../api.ts';
import { RestoreButton } from '../../directory/restore-button.tsx';
import { Key } from '../../frame/key.tsx';
import { useKeys } from '../../frame/keys.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { WhenOpened } from '../../frame/when-opened.tsx';
import { grouped, recently } from '../../i18n/format.ts';
import { Avatar } from '../../identifiers/avatar.tsx';
import { useLinkWords } from '../../identifiers/link-words.ts';
import { WhyClient } from '../../identifiers/why-client.tsx';
import type { Refused } from '../not-this-person.tsx';
import { useLinking } from '../use-linking.ts';
import { useTicks } from '../use-ticks.ts';

const NotThisPerson = lazy(() => import('../not-this-person.tsx').then((room) => ({ default: room.NotThisPerson })));
const SelectExisting = lazy(() => import('../select-existing.tsx').then((room) => ({ default: room.SelectExisting })));
const ConflictDialog = lazy(() =>
  import('../../contact/conflict-dialog.tsx').then((room) => ({ default: room.ConflictDialog })),
);

interface WhoWasItProps {
  conversation: Conversation;
  /** It is left unknown. */
  left: boolean;
  onLeave: (left: boolean) => void;
  wrong: boolean;
}

/** A suggestion that nobody decided comes first (R-REC-5): y links it, n says that it is not this person. */
export function WhoWasIt({ conversation, left, onLeave, wrong }: WhoWasItProps) {
  const { t } = useTranslation();
  const words = useLinkWords();
  const refusalWords = useRefusalWords();
  const { link, addContact } = useLinking(conversation);
  const ticks = useTicks(conversation);
  const [selecting, setSelecting] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [refusing, setRefusing] = useState(false);
  const { suggested, topic, client } = conversation;
  const first = suggested[0];
  const failure = addContact.error ? failureOf(addContact.error) : null;
  const name = first?.name ?? t('value.unnamed');
  const isActive = first?.state === 'active';
  const take = () =>
    first && isActive && !link.isPending
      ? link.mutate({ contactId: first.id, name, identifiers: ticks.chosenFor() })
      : false;
  const refuse = () => {
    if (!first) return false;
    setRefused({ id: first.id, name, evidence: first.evidence });
    setRefusing(true);
    return true;
  };
  useKeys(left ? {} : { itIs: take, itIsNot: refuse });

  return (
    <section className="wrap-part" data-missing={wrong || undefined}>
      <h2>
        {t('wrapUp.who')}{' '}
        <span className={`badge ${left ? '' : 'warn'}`}>{t(left ? 'wrapUp.isLeft' : 'wrapUp.undecided')}</span>
      </h2>
      {left ? (
        <button type="button" className="btn" onClick={() => onLeave(false)}>
          {t('wrapUp.decide')}
        </button>
      ) : (
        <div className="undecided">
          {first && (
            <div className="undecided-one">
              <Avatar name={first.name} size="lg" />
              <div className="cut">
                <b className="name">{name}</b>
                <div className="s12 t2 cut">{facts()}</div>
              </div>
              <div className="row">
                {isActive ? (
                  <button type="button" className="btn ink" disabled={link.isPending} onClick={take}>
                    <IconLink aria-hidden />
                    {t('wrapUp.link')} <Key of="itIs" />
                  </button>
                ) : (
                  <RestoreButton id={first.id} name={name} />
                )}
                <button type="button" className="btn" onClick={refuse}>
                  {t('wrapUp.notThisPerson')} <Key of="itIsNot" />
                </button>
              </div>
            </div>
          )}
          {conversation.link && (
            <div className="why claim">
              <IconInfoCircle aria-hidden />
              <span className="t2">
                {words.unlinked(conversation.link)}{' '}
                <WhyClient link={conversation.link} name={null} label={t('desk.why')} />
              </span>
            </div>
          )}
          <div className="row wrap s12">
            <button type="button" className="textlink" onClick={() => setSelecting(true)}>
              {t('client.selectExisting')}
            </button>
            <button
              type="button"
              className="textlink"
              disabled={addContact.isPending}
              onClick={() => addContact.mutate()}
            >
              {t('client.addContact')}
            </button>
            <button type="button" className="textlink" onClick={() => onLeave(true)}>
              {t('wrapUp.leaveUnknown')}
            </button>
          </div>
        </div>
      )}
      {wrong && (
        <p className="bad" role="alert">
          {t('wrapUp.neededClient')}
        </p>
      )}
      {failure && failure.code !== 'CONFLICT' && (
        <p className="bad" role="alert">
          {refusalWords(failure)}
        </p>
      )}
      <WhenOpened opened={failure?.code === 'CONFLICT'}>
        <ConflictDialog failure={failure} name={client.name ?? topic} id={null} onClose={() => addContact.reset()} />
      </WhenOpened>
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
      <WhenOpened opened={selecting}>
        <SelectExisting
          conversation={conversation}
          opened={selecting}
          first={first?.id}
          onClose={() => setSelecting(false)}
        />
      </WhenOpened>
    </section>
  );

  function facts(): string {
    if (!first) return '';
    const last = first.lastContactAt ? t('desk.last', { when: recently(first.lastContactAt) }) : null;
    const binned = first.state === 'binned' ? t('client.inBin') : null;
    return [binned, first.city, t('value.id', { id: grouped(first.id) }), last].filter(Boolean).join(' · ');
  }
}
