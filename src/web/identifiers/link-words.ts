import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Candidate, LinkReason, LinkRule, NamedEvidence } from '#contract/link.ts';
import { locale } from '../i18n/format.ts';
import { kindNames } from './kind-name.ts';
import { useLabelOfName } from './use-field-label.ts';

/** The rules that link a conversation to a card; the others leave it unknown. */
const linking = [
  'matched',
  'created',
  'threadFirstCreated',
  'threadLaterKnown',
  'threadFirstKnown',
  'operator',
  'begun',
] as const satisfies LinkRule[];

/** The reasons for which a card is only suggested, and not linked. */
const suggesting: readonly string[] = [
  'belowThreshold',
  'otherSpelling',
  'sameWeight',
  'numberQuiet',
  'sharedValue',
  'inBin',
  'failedCheck',
  'suspicious',
  'severalCards',
];

/** The words of a link in the language of the screen. */
export function useLinkWords() {
  const { t } = useTranslation();
  return linkWords(t, useLabelOfName());
}

/** The words of a link: codes and values of the contract, read in the language of `t` (R-REC-6). */
export function linkWords(t: TFunction, labelOf: (name: string) => string | undefined = () => undefined) {
  const kindName = kindNames(t, labelOf);

  /** A piece of evidence in the middle of a sentence: "e‑mail jana@example.cz". */
  function evidence({ kind, display }: NamedEvidence): string {
    return t('link.evidence', { kind: inSentence(kind, kindName(kind)), value: display });
  }

  /** The same at the beginning of a line: "E‑mail jana@example.cz". */
  function titled(one: NamedEvidence): string {
    return capital(evidence(one));
  }

  /** Why it is linked, to stand after *Linked:*; a rule that links nobody gives its whole sentence. */
  function reason(link: LinkReason): string {
    const { rule } = link;
    return isLinking(rule) ? t(`link.rule.${rule}`, { evidence: backed(link), name: decidedBy(link) }) : unlinked(link);
  }

  /** Why nobody is linked, and what suggests whom: whole sentences. */
  function unlinked(link: LinkReason): string {
    const { rule } = link;
    const suggested = link.rejected.filter(({ reason: why }) => suggesting.includes(why));
    const [first] = [...suggested, ...link.rejected];
    if (rule === 'suggested' || rule === 'several') {
      if (!first) return t('link.unlinked.notEnough'); // cards that one may not see are not even hinted at
      const severalSeen = new Set(suggested.map(({ contactId }) => contactId)).size > 1;
      return severalSeen
        ? t('link.unlinked.several', { evidence: listed(suggested) })
        : t(`link.suggested.${first.reason}`, { evidence: evidence(first.evidence) });
    }
    if (isLinking(rule)) return t('link.unlinked.cardGone');
    const sentence = t(`link.unlinked.${rule}`, { by: authority(link) ?? 'DMARC', name: decidedBy(link) });
    if (suggested.length === 0) return sentence;
    return `${t('link.suggestedBy', { evidence: listed(suggested) })} ${sentence}`;
  }

  /** The evidence with what stands behind it: DMARC, a sign-in, a code; or that it is only a number or an address. */
  function backed(link: LinkReason): string {
    if (!link.evidence) return t('link.someValue');
    const text = evidence(link.evidence);
    const by = authority(link);
    if (by) return t('link.authenticated', { evidence: text, by });
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

  function decidedBy({ by }: LinkReason): string {
    return by || t('link.somebody');
  }

  function listed(candidates: Candidate[]): string {
    return together([...new Set(candidates.map((one) => evidence(one.evidence)))].slice(0, 3));
  }

  return { evidence: titled, reason, unlinked };
}

function isLinking(rule: LinkRule): rule is (typeof linking)[number] {
  return linking.some((one) => one === rule);
}

/** What authenticated the sender: "DMARC", "DKIM and SPF"; null where nothing did. */
function authority({ authenticatedBy }: LinkReason): string | null {
  return authenticatedBy ? together(authenticatedBy.split(' and ')) : null;
}

function together(parts: string[]): string {
  return new Intl.ListFormat(locale()).format(parts);
}

/** Common nouns are small inside a sentence (e‑mail, phone); names of products and ID keep their capitals. */
function inSentence(kind: string, name: string): string {
  const isCommon = ['email', 'phone', 'browser', 'subject'].includes(kind) && !/^\p{Lu}{2}/u.test(name);
  return isCommon ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
