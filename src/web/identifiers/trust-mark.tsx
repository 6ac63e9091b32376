import { IconAlertTriangle, IconCircleDashed, IconRosetteDiscountCheckFilled, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type IdentifierState, type Trust, trustLevel } from '#contract/identifiers.ts';

interface TrustMarkProps {
  trust: Trust;
  state?: IdentifierState;
  /** The kind of identifier: a network's word reads *by number* or *by address*. */
  kind?: string;
  /** Shows the word beside the mark, where there is room; else it is in the tooltip and for screen readers. */
  word?: boolean;
  /** What stands behind it, for the tooltip: "DMARC, 3 Nov". */
  behind?: string;
}

/**
 * Trust at a glance, different in shape, not only in colour (R-ID-4): a filled seal from *channel* up, a dashed ring for claims and
 * forgeable senders, two people where several cards have the value. A value typed by an operator has no mark: the name stands there.
 */
export function TrustMark({ trust, state = 'owned', kind = '', word, behind }: TrustMarkProps) {
  const { t } = useTranslation();
  const { mark, text } = describe();
  if (!mark) return null;
  const Icon = { v: IconRosetteDiscountCheckFilled, c: IconCircleDashed, s: IconUsers }[mark];
  return (
    <span className={`trust ${mark}`} title={behind ? `${text}: ${behind}` : text}>
      <Icon aria-hidden />
      {word ? text : <span className="sr">{text}</span>}
    </span>
  );

  function describe(): { mark: 'v' | 'c' | 's' | null; text: string } {
    if (state === 'shared') return { mark: 's', text: t('trust.shared') };
    if (state === 'contested') return { mark: 's', text: t('trust.contested') };
    if (trustLevel(trust) >= trustLevel('channel')) return { mark: 'v', text: t('trust.verified') };
    if (trust === 'operator') return { mark: null, text: '' };
    if (trust === 'claimed') return { mark: 'c', text: t('trust.claimed') };
    return { mark: 'c', text: t(kind === 'email' ? 'trust.byAddress' : 'trust.byNumber') };
  }
}

/** The mark of a failed sender check. */
export function FailedCheckMark({ word }: { word?: boolean }) {
  const { t } = useTranslation();
  const text = t('trust.checkFailed');
  return (
    <span className="trust w" title={text}>
      <IconAlertTriangle aria-hidden />
      {word ? text : <span className="sr">{text}</span>}
    </span>
  );
}
