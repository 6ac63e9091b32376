import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { toast } from '../../frame/toast.ts';

/** Stops an import by its id; the server ends it after what it is just at. */
export function StopOther({ id }: { id: string }) {
  const { t } = useTranslation();
  const stop = useMutation({
    mutationFn: () => api.imports.cancel({ id }),
    onError: () => toast(t('imports.stopFailed')),
  });
  return (
    <button
      type="button"
      className="btn quiet sm"
      disabled={stop.isPending || stop.isSuccess}
      onClick={() => stop.mutate()}
    >
      {t('imports.stop')}
    </button>
  );
}
