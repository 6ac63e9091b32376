import { useTranslation } from 'react-i18next';
import type { LinkReason, NamedEvidence } from '#contract/link.ts';
import { useKindName } from './kind-name.ts';

/** The words of a link: codes and values of the contract, read in the reader's language (R-REC-6). */
export function useLinkWords() {
  const { t } = useTranslation();
  const kindName = useKindName();

  /** A piece of evidence: "E‑mail jana@example.cz". */
  function evidence({ kind, display }: NamedEvidence): string {
    return t('link.evidence', { kind: kindName(kind), value: display });
  }

  /** Why it is linked, or why it is not, in one sentence without its full stop. */
  function reason(link: LinkReason): string {
    const name = link.by ?? t('link.somebody');
    return t(`link.rule.${link.rule}`, { evidence: backed(link), name });
  }

  /** The evidence with what stands behind it: DMARC, a sign-in, a code; or that it is only a number or an address. Of a mere suggestion, what suggests it. */
  function backed(link: LinkReason): string {
    if (!link.evidence) return link.rejected[0] ? evidence(link.rejected[0].evidence) : '';
    const text = evidence(link.evidence);
    if (link.authenticatedBy) return t('link.authenticated', { evidence: text, by: link.authenticatedBy });
    const trust = trustWord(link.evidence);
    return trust ? t('link.withTrust', { evidence: text, trust }) : text;
  }

  /** A trust in words, where they say more than the mark; null otherwise. */
  function trustWord({ trust, kind }: NamedEvidence): string | null {
    if (trust === 'signed') return t('trust.signed');
    if (trust === 'proven') return t('trust.proven');
    if (trust === 'network') return t(kind === 'email' ? 'trust.byAddress' : 'trust.byNumber');
    if (trust === 'claimed') return t('trust.claimed');
    return null;
  }

  return { evidence, reason };
}
