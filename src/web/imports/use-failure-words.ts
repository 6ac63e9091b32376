import { useTranslation } from 'react-i18next';
import type { SendFailure } from './send-file.ts';

/** Says in the reader's language why a file was not taken and what to do; what only the server knows, in the server's words. */
export function useFailureWords(): (failure: SendFailure) => string {
  const { t } = useTranslation();
  return ({ code, message }) => {
    if (code === 'TOO_LARGE') return t('imports.noRoom');
    if (code === 'TOO_MANY') return t('imports.tooMany');
    if (code === 'FORBIDDEN') return t('imports.notAllowed');
    if (code === 'CONFLICT') return t('imports.step.cancelled');
    return code === 'INVALID' ? message : t('imports.noAnswer');
  };
}
