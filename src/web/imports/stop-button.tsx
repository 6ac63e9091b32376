import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast } from '../frame/toast.ts';
import { stopImport } from './current-import.ts';

/** Stops the import; the server ends it after what it is just at. */
export function StopButton({ small }: { small?: boolean }) {
  const { t } = useTranslation();
  const stop = useMutation({ mutationFn: stopImport, onError: () => toast(t('imports.stopFailed')) });
  return (
    <button
      type="button"
      className={`btn ${small ? 'quiet sm' : ''}`}
      disabled={stop.isPending || stop.isSuccess}
      onClick={() => stop.mutate()}
    >
      {t('imports.stop')}
    </button>
  );
}
