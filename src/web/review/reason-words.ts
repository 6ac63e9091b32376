import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DuplicateReason } from '#contract/duplicate.ts';
import { boldIn } from '../i18n/bold-in.ts';

type Compared = Pick<DuplicateReason, 'field' | 'code'>;

/** Fields whose typing mistakes are of digits. */
const ofDigits: readonly string[] = ['phone', 'postcode', 'birthDate', 'identifier'];

/** The words of reasons in the language of the screen. */
export function useReasonWords() {
  const { t } = useTranslation();
  return reasonWords(t);
}

/** Why two cards may be one person, and why not: codes of the contract as words of the language of `t`. They quote no conversation. */
export function reasonWords(t: TFunction) {
  /** *Same phone* in two formats. */
  function chip(reason: Compared): ReturnType<typeof boldIn> {
    return boldIn(phrase(reason));
  }

  /** The first reasons for it as one line: *same phone in two formats, name is similar*; whatever else there is where none is. */
  function line(reasons: DuplicateReason[]): string {
    const most = [...reasons].sort((a, b) => b.weight - a.weight);
    const agreeing = most.filter(({ verdict }) => verdict === 'for');
    const told = agreeing.length > 0 ? agreeing : most;
    return told
      .slice(0, 2)
      .map((reason) => small(phrase(reason).replaceAll(/<\/?b>/gu, '')))
      .join(', ');
  }

  function phrase({ field, code }: Compared): string {
    const name = t(`review.field.${field}`);
    const words = { field: name, Field: capital(name) };
    if (code === 'sameOtherFormat' && field === 'name') return t('review.why.sameOtherFormatName');
    if (code === 'swapped' && field === 'birthDate') return t('review.why.swappedDate');
    if (code === 'near' && field === 'birthDate') return t('review.why.nearDate');
    if (code === 'typo' && ofDigits.includes(field)) return t('review.why.typoDigit', words);
    return t(`review.why.${code}`, words);
  }

  return { chip, line };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** A sentence inside of a line begins small, unless it begins with an abbreviation. */
function small(text: string): string {
  return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase() + text.slice(1);
}
