import { useTranslation } from 'react-i18next';
import type { ImportRow, RowAction } from '#contract/contact-import.ts';
import { OnTheCard } from './on-the-card.tsx';

const looks: Record<RowAction, string> = {
  create: 'open',
  update: 'accent',
  skip: '',
  conflict: 'warn',
  invalid: 'danger',
};

interface PreviewRowProps {
  row: ImportRow;
  index: number;
  /** Its place in the list, in pixels. */
  top: number;
  atCursor: boolean;
  onPoint: () => void;
}

/** One row of the file: what it would do, whom it names, and what that means on the card. */
export function PreviewRow({ row, index, top, atCursor, onPoint }: PreviewRowProps) {
  const { t } = useTranslation();
  const { action, name, email, phone } = row;
  const isEmpty = !name && !email && !phone;
  const missing = isEmpty ? null : <span className="t3">{t('value.notGiven')}</span>;
  return (
    <tr
      id={`row-${row.row}`}
      aria-rowindex={index + 2}
      aria-selected={atCursor}
      className={atCursor ? 'cur' : ''}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPoint}
      onKeyDown={() => undefined}
    >
      <td className="num t3 right">{row.row}</td>
      <td>
        <span className={`badge ${looks[action]}`}>{t(`contactImport.action.${action}`)}</span>
      </td>
      <td className="cut imp-name">{name ?? missing}</td>
      <td className="cut">{email ?? missing}</td>
      <td className="cut num">{phone ?? missing}</td>
      <td className="cut t2">
        <OnTheCard row={row} />
      </td>
    </tr>
  );
}
