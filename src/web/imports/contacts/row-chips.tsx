import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type ContactImport, type RowAction, rowActions } from '#contract/contact-import.ts';
import { Key } from '../../frame/key.tsx';
import { grouped } from '../../i18n/format.ts';

interface RowChipsProps {
  checked: ContactImport['checked'];
  chosen: RowAction | undefined;
  onChoose: (action: RowAction | undefined) => void;
  onNext: () => void;
}

/** How many rows would do what; a chip shows those alone. */
export function RowChips({ checked, chosen, onChoose, onNext }: RowChipsProps) {
  const { t } = useTranslation();
  return (
    <div className="imp-chips">
      <fieldset className="row" aria-label={t('contactImport.show')}>
        {[undefined, ...rowActions].map((action) => {
          const count = action ? checked[action] : checked.rows;
          return (
            <button
              key={action ?? 'all'}
              type="button"
              className={`chip filter imp-chip will-${action ?? 'all'} ${action && action === chosen ? 'on' : ''}`}
              aria-pressed={action === chosen}
              disabled={count === 0 && action !== undefined && action !== chosen}
              onClick={() => onChoose(action === chosen ? undefined : action)}
            >
              <b className="num">{grouped(count)}</b> {t(`contactImport.chips.${action ?? 'all'}`, { count })}
            </button>
          );
        })}
      </fieldset>
      <span className="grow" />
      {checked.conflict + checked.invalid > 0 && (
        <button type="button" className="btn quiet sm" onClick={onNext}>
          <IconChevronDown className="i-14" aria-hidden />
          {t('contactImport.nextProblem')} <Key of="nextProblem" />
        </button>
      )}
    </div>
  );
}
