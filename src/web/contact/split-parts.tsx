import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { Failed, Line, Skeleton } from '../frame/states.tsx';
import { HistoryLine } from '../history/history-line.tsx';
import { useHistory } from '../history/use-history.ts';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { isNumeric, useKindName } from '../identifiers/kind-name.ts';
import { readable } from '../identifiers/readable.ts';
import { Tag } from '../identifiers/tag.tsx';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import type { SplitChoice } from './use-split-choice.ts';

/** Everything of a card that may go to a new one, to tick. */
export function SplitParts({ card, choice }: { card: Contact; choice: SplitChoice }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const attributes = useAttributeWords();
  return (
    <>
      <Part title={t('splitting.identifiers')} shown={card.identifiers.length > 0}>
        {card.identifiers.map(({ id, kind, display, trust, state }) => (
          <Tick key={id} group="identifiers" id={id} choice={choice} label={kindName(kind)}>
            <span className={isNumeric(kind) ? 'num cut' : 'cut'}>{readable(display)}</span>
            <TrustMark trust={trust} state={state} kind={kind} />
          </Tick>
        ))}
      </Part>
      <Part title={t('splitting.conversations')} shown>
        <Conversations card={card} choice={choice} />
      </Part>
      <Part title={t('splitting.attributes')} shown={Object.keys(card.attributes).length > 0}>
        {Object.entries(card.attributes).map(([name, value]) => (
          <Tick key={name} group="attributes" id={name} choice={choice} label={attributes.name(name)}>
            <span className="cut">{attributes.value(name, value)}</span>
          </Tick>
        ))}
      </Part>
      <Part title={t('splitting.tags')} shown={card.tags.length > 0}>
        {card.tags.map((tag) => (
          <Tick key={tag} group="tags" id={tag} choice={choice}>
            <Tag tag={tag} small />
          </Tick>
        ))}
      </Part>
    </>
  );
}

/** The conversations that are linked to the card and may be read, newest first. */
function Conversations({ card, choice }: { card: Contact; choice: SplitChoice }) {
  const { t } = useTranslation();
  const history = useHistory(card.id, '');
  if (history.isPending)
    return (
      <Skeleton>
        <Line width={280} />
      </Skeleton>
    );
  if (history.isError && history.items.length === 0)
    return <Failed title={t('history.failed')} error={history.error} retry={() => void history.refetch()} />;
  const own = history.items.filter((item) => item.type === 'conversation' && item.role === 'client');
  return (
    <>
      {own.map((item) =>
        item.type === 'conversation' ? (
          <Tick key={item.id} group="conversations" id={item.id} choice={choice}>
            <HistoryLine item={item} />
          </Tick>
        ) : null,
      )}
      {own.length === 0 && !history.hasNextPage && <p className="t3">{t('splitting.noConversations')}</p>}
      {history.hasNextPage && (
        <button type="button" className="btn link sm" onClick={() => void history.fetchNextPage()}>
          {t('splitting.more')}
        </button>
      )}
    </>
  );
}

function Part({ title, shown, children }: { title: string; shown: boolean; children: ReactNode }) {
  const id = useId();
  if (!shown) return null;
  return (
    <fieldset className="split-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </fieldset>
  );
}

interface TickProps {
  group: 'identifiers' | 'attributes' | 'tags' | 'conversations';
  id: string;
  choice: SplitChoice;
  /** What it is, before its value. */
  label?: string;
  children: ReactNode;
}

function Tick({ group, id, choice, label, children }: TickProps) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        className="box"
        checked={choice.isTicked(group, id)}
        onChange={(event) => choice.tick(group, id, event.target.checked)}
      />
      {label && <span className="t2 lab cut">{label}</span>}
      {children}
    </label>
  );
}
