import { IconKey, IconNotes } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Field } from '#contract/field.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { useFieldLabel } from '../../identifiers/use-field-label.ts';
import { useFieldChanges } from './use-fields.ts';

interface DeleteFieldProps {
  field: Field;
  opened: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

/** Deleting a field asks first and says what stays. */
export function DeleteField({ field, opened, onClose, onDeleted }: DeleteFieldProps) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel();
  const { remove } = useFieldChanges();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('field.deleteTitle', { name: labelOf(field) })} width={440}>
      <div className="dialog-body">
        <ul className="points">
          <li>
            <IconNotes aria-hidden />
            <span>
              <b>{t('field.deleteStays')}</b>{' '}
              <span className="t2">{t('field.deleteStaysHint', { name: field.name })}</span>
            </span>
          </li>
          {field.identifies && (
            <li>
              <IconKey aria-hidden />
              <span>
                <b>{t('field.deleteIdentifies')}</b> <span className="t2">{t('field.deleteIdentifiesHint')}</span>
              </span>
            </li>
          )}
        </ul>
      </div>
      <footer className="dialog-foot">
        <span className="grow" />
        <button type="button" className="btn" data-autofocus onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button
          type="button"
          className="btn danger ink"
          disabled={remove.isPending}
          onClick={() => void remove.mutateAsync(field).then(onDeleted, () => undefined)}
        >
          {t('settings.delete')}
        </button>
      </footer>
    </Dialog>
  );
}
