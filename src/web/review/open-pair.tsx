import { IconAlertTriangle } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import type { Duplicate } from '#contract/duplicate.ts';
import type { Failure } from '../api.ts';
import { useKeys } from '../frame/keys.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { Comparison, takeSide } from './comparison.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { Reasons } from './reasons.tsx';
import { useDecisions } from './use-decisions.ts';
import { useMerge } from './use-merge.ts';

interface OpenPairProps {
  pair: Duplicate;
  left: Contact;
  right: Contact;
  pane: RefObject<HTMLElement | null>;
  onDecided: () => void;
}

/** A pair to decide: the reasons, the comparison, the decisions, by mouse and by key. */
export function OpenPair({ pair, left, right, pane, onDecided }: OpenPairProps) {
  // The card with the longer history is kept, of two the elder
  const merge = useMerge(left, right, pair.b.conversations > pair.a.conversations ? 'right' : 'left');
  const decisions = useDecisions(pair, merge, onDecided);
  const isLater = pair.state === 'later';
  const inSight = (act: () => unknown) => () => (pane.current?.checkVisibility() ? act() : false);
  useKeys({
    merge: inSight(() => merge.plan !== undefined && decisions.merge()),
    notSame: inSight(() => decisions.decide('notDuplicate')),
    later: inSight(() => decisions.decide(isLater ? 'open' : 'later')),
    swap: inSight(merge.swap),
    left: inSight(() => takeSide('left')),
    right: inSight(() => takeSide('right')),
  });
  return (
    <>
      <div className="scroll review-scroll">
        {decisions.failure && <Refused failure={decisions.failure} />}
        <Reasons pair={pair} />
        <Comparison merge={merge} />
      </div>
      <DecisionBar merge={merge} decisions={decisions} isLater={isLater} />
    </>
  );
}

/** A decision that did not come about: why, and what to do. */
function Refused({ failure }: { failure: Failure }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const { code } = failure;
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    banner.current?.scrollIntoView({ block: 'nearest' }); // it answers a promise, which no effect may
  }, []);
  const [title, hint] =
    code === 'STALE'
      ? [t('review.staleTitle'), t('review.staleHint')]
      : code === 'CONFLICT' || code === 'NOT_FOUND'
        ? [t('review.goneTitle'), words(failure)]
        : [t('review.notDone'), words(failure)];
  return (
    <div className="banner bad" role="alert" ref={banner}>
      <IconAlertTriangle aria-hidden />
      <div className="grow">
        <b>{title}</b>
        <div className="t2">{hint}</div>
      </div>
    </div>
  );
}
