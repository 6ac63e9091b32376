import { useTranslation } from 'react-i18next';
import { grouped } from '../i18n/format.ts';
import { useAttributeWords } from '../identifiers/attribute-words.ts';

const decisions = ['open', 'later', 'notDuplicate', 'merged'] as const;

/**
 * Reads a value before or after a change as text: a bare string, `{ display }` of an identifier, `{ value }` of an attribute, a link, the
 * values that a merge left to settle, a decision about a pair. Null where there was or is none.
 */
export function useChangeValue(): (target: string, value: unknown) => string | null {
  const { t } = useTranslation();
  const attributes = useAttributeWords();
  return (target, value) => {
    if (target === 'link') {
      const id = fieldOf(value, 'contactId');
      return id ? t('change.linkTo', { id: grouped(Number(id)) }) : t('change.nobody');
    }
    if (value === null || value === undefined) return null;
    if (target === 'state') return value === 'binned' ? t('change.stateBinned') : t('change.stateActive');
    if (target === 'merged') return cardNumber(value);
    if (target === 'duplicate') return decision(value);
    if (target === 'verification') return verification(value);
    if (target === 'importKey' || target === 'externalId') return importKey(value);
    if (target === 'extra') return t('change.values', { count: Object.keys(Object(value)).length });
    if (target.startsWith('conflict:')) return listed(target.slice('conflict:'.length), value);
    const text = plain(value);
    return text === null ? null : read(target, text);
  };

  function read(target: string, text: string): string {
    return target.startsWith('attribute:') ? attributes.value(target.slice('attribute:'.length), text) : text;
  }

  /** Of a card that leads to another one, that one (`contactId`); of the card it leads to, the one that does (`from`). */
  function cardNumber(value: unknown): string | null {
    const id = fieldOf(value, 'contactId') ?? fieldOf(value, 'from');
    return id && t('change.linkTo', { id: grouped(Number(id)) });
  }

  /** The values that lost in a merge, `[{ value }]`. */
  function listed(field: string, value: unknown): string | null {
    const all = typeof value === 'object' && value !== null && plain(value) === null ? Object.values(value) : [value];
    const texts = all.flatMap((one) => plain(one) ?? []);
    return texts.length > 0 ? texts.map((text) => read(field, text)).join(', ') : null;
  }

  function decision(value: unknown): string {
    const state = decisions.find((one) => one === (fieldOf(value, 'state') ?? String(value)));
    return state ? t(`change.decision.${state}`) : String(plain(value) ?? '');
  }

  function verification(value: unknown): string {
    const [how, state] = [fieldOf(value, 'how'), fieldOf(value, 'state')];
    const words = [
      state === 'codeSent' || state === 'verified' || state === 'failed'
        ? t(`change.verificationState.${state}`)
        : state,
      how === 'code' || how === 'questions' ? t(`change.verifiedBy.${how}`) : how,
    ];
    return words.filter(Boolean).join(' ');
  }

  function importKey(value: unknown): string {
    const [source, id] = [fieldOf(value, 'source'), fieldOf(value, 'id') ?? fieldOf(value, 'key')];
    return source && id ? `${source} ${id}` : (plain(value) ?? '');
  }
}

function plain(value: unknown): string | null {
  if (typeof value !== 'object') return String(value);
  return fieldOf(value, 'display') ?? fieldOf(value, 'value');
}

function fieldOf(value: unknown, field: string): string | null {
  if (!value || typeof value !== 'object' || !(field in value)) return null;
  const found = (value as Record<string, unknown>)[field];
  return found === null || found === undefined ? null : String(found);
}
