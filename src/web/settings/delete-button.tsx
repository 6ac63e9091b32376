import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Deletes what stands in a panel: no question before, for it can be taken back. */
export function DeleteButton({ pending, onDelete }: { pending: boolean; onDelete: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="btn quiet danger" disabled={pending} onClick={onDelete}>
      <IconTrash aria-hidden />
      {t('settings.delete')}
    </button>
  );
}
