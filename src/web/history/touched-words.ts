import { useTranslation } from 'react-i18next';
import type { Change } from '#contract/history.ts';
import { grouped } from '../i18n/format.ts';
import { useChangeValue } from './change-value.ts';
import { useTargetName } from './target-name.ts';

/** One touched value in words: its field, what it was and what it is; null where there was or is none. */
interface TouchedWords {
  field: string;
  before: string | null;
  after: string | null;
}

type Item = Pick<Change['items'][number], 'target' | 'before' | 'after'>;

/**
 * Reads a touched value. A value of a card that stays is not told as itself → itself, but by what of it changed: its label, whether it
 * is main, whether the card shares it.
 */
export function useTouchedWords(): (item: Item) => TouchedWords {
  const { t } = useTranslation();
  const textOf = useChangeValue();
  const nameOf = useTargetName();
  return ({ target, before, after }) => {
    const plain = {
      field: nameOf(target, after ?? before),
      before: textOf(target, before),
      after: textOf(target, after),
    };
    if (target === 'duplicate') {
      const id = (after ?? before) as { contactId?: number } | null;
      return id?.contactId ? { ...plain, field: t('change.duplicateWith', { id: grouped(id.contactId) }) } : plain;
    }
    if (target !== 'identifier' || plain.before !== plain.after) return plain;
    const [was, is] = [before as Standing, after as Standing];
    const value = plain.after ?? '';
    if ((was.label ?? null) !== (is.label ?? null))
      return { field: t('change.label', { value }), before: was.label ?? null, after: is.label ?? null };
    if (was.main !== is.main)
      return { field: t('change.mainValue', { kind: plain.field }), ...(is.main ? gained(value) : lost(value)) };
    const [wasState, isState] = [stateOf(was), stateOf(is)];
    if (wasState !== isState) return { field: `${plain.field} ${value}`, before: word(wasState), after: word(isState) };
    return { ...plain, before: null };
  };

  function word(state: 'owned' | 'shared' | 'contested'): string {
    return state === 'owned' ? t('card.owned') : t(`trust.${state}`);
  }
}

interface Standing {
  label?: string | null;
  main?: boolean;
  owned?: boolean;
  state?: string;
}

function stateOf({ state, owned }: Standing): 'owned' | 'shared' | 'contested' {
  if (state === 'shared' || state === 'contested') return state;
  return owned === false && state === undefined ? 'contested' : 'owned';
}

function gained(value: string) {
  return { before: null, after: value };
}

function lost(value: string) {
  return { before: value, after: null };
}
