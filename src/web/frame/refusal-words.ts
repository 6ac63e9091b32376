import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type RefusalReason, refusalReasons } from '#contract/errors.ts';
import { type Failure, failureOf } from '../api.ts';

interface RefusalWords {
  /** What an error of a call, or a failure read from one, comes to: one sentence or two. */
  (refused: unknown): string;
  /** The same, a line for each field that was refused. */
  lines(refused: unknown): string[];
  /** What one field of a request was refused for; undefined when it was not. */
  ofField(failure: Failure | null, field: string): string | undefined;
}

/** Says in the reader's language what went wrong with a call. */
export function useRefusalWords(): RefusalWords {
  const { t, i18n } = useTranslation();
  const lines = (refused: unknown) => refusalLines(t, isFailure(refused) ? refused : failureOf(refused), i18n.language);
  const ofField = (failure: Failure | null, field: string) => {
    const message = failure?.fields[field];
    return failure && message ? lines({ ...failure, fields: { [field]: message } })[0] : undefined;
  };
  return Object.assign((refused: unknown) => lines(refused)[0] ?? t('frame.nothingLost'), { lines, ofField });
}

/**
 * The screen's own words for a reason. Without one the server's, which are English and know more than a code; and where another language is read, the
 * words of the code.
 */
export function refusalLines(t: TFunction, { code, reason, message, fields }: Failure, language: string): string[] {
  if (isKnown(reason)) return [t(`refused.${reason}`)];
  if (code === 'UNREACHABLE') return [t(navigator.onLine === false ? 'refused.offline' : 'frame.nothingLost')];
  if (code === 'UNAVAILABLE') return [t('frame.nothingLost')];
  const said = [...new Set(Object.values(fields))].filter(Boolean);
  const lines = said.length > 0 ? said : [message].filter(Boolean);
  if (language === 'en' && lines.length > 0) return lines;
  return hasWords(code) ? [t(`refusedAs.${code}`)] : lines;
}

/** A newer server may know reasons that this screen does not. */
function isKnown(reason: RefusalReason | undefined): reason is RefusalReason {
  return refusalReasons.some((one) => one === reason);
}

const coded = [
  'INVALID',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'STALE',
  'TOO_LARGE',
  'TOO_MANY',
  'UNAUTHENTICATED',
] as const satisfies Failure['code'][];

function hasWords(code: Failure['code']): code is (typeof coded)[number] {
  return coded.some((one) => one === code);
}

function isFailure(refused: unknown): refused is Failure {
  return typeof refused === 'object' && refused !== null && 'fields' in refused && 'code' in refused;
}
