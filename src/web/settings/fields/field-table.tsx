import { IconKey, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Field, fieldFillers } from '#contract/field.ts';
import { grouped } from '../../i18n/format.ts';
import { useFieldLabel } from '../../identifiers/use-field-label.ts';
import { currentWorkspace } from '../../workspace.ts';
import { RowMoves } from '../row-moves.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { useOrderWords } from './order-words.ts';
import { inOrder, useFieldChanges } from './use-fields.ts';

interface FieldTableProps {
  fields: Field[];
  /** The whole list: the order of recognition is one for parameters and attributes. */
  all: Field[];
  open: string | undefined;
  /** Says which of them are attributes. */
  marksAttributes: boolean;
  to: '/w/$slug/settings/parameters' | '/w/$slug/settings/attributes';
}

/** The list of fields: walked with j and k, opened with Enter; Alt and an arrow moves one in the order of recognition. */
export function FieldTable({ fields, all, open, marksAttributes, to }: FieldTableProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const labelOf = useFieldLabel();
  const order = useOrderWords();
  const { move } = useFieldChanges();
  const body = useRef<HTMLTableSectionElement>(null);
  const [moved, setMoved] = useState('');
  useRowKeys(body);
  const identifying = inOrder(all);
  const afterThem = all.filter(({ identifies, preset }) => identifies && preset);

  const step = (field: Field, by: -1 | 1) => {
    const place = identifying.indexOf(field) + by;
    if (!mayManage || place < by || place < 0 || place >= identifying.length) return;
    move.mutate({ field, place });
    setMoved(t('field.nowInOrder', { name: labelOf(field), place: place + 1, count: identifying.length }));
    setTimeout(() => document.getElementById(`field-${field.id}`)?.focus(), 0); // its row moved, and the focus with it
  };
  const onKeyDown = (event: KeyboardEvent, field: Field) => {
    const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp'] : undefined;
    if (!by || !field.identifies || field.preset) return;
    event.preventDefault();
    step(field, by);
  };

  return (
    <>
      <table className="settings-table fields-table">
        <thead>
          <tr>
            <th scope="col">{t('field.label')}</th>
            <th scope="col">{t('field.type')}</th>
            <th scope="col">{t('field.identifies')}</th>
            <th scope="col">{t('field.filledBy')}</th>
            <th scope="col" className="right">
              {t('field.cards')}
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {fields.map((field) => (
            <tr
              key={field.id}
              className={field.id === open ? 'cur' : ''}
              onKeyDown={(event) => onKeyDown(event, field)}
            >
              <td className="cut">
                <Link
                  id={`field-${field.id}`}
                  to={to}
                  params={{ slug: currentWorkspace() }}
                  search={{ open: field.id }}
                  replace
                  className="plain settings-row-link"
                  aria-keyshortcuts={
                    field.identifies && !field.preset && mayManage ? 'Alt+ArrowUp Alt+ArrowDown' : undefined
                  }
                >
                  {labelOf(field)}
                </Link>{' '}
                {marksAttributes && field.of === 'contact' && <span className="badge">{t('field.attribute')}</span>}{' '}
                <span className="t3 s12" lang="zxx">
                  {field.name}
                </span>
              </td>
              <td className="t2">{t(`field.types.${field.type}`)}</td>
              <td>{identifies(field)}</td>
              <td className="t2 cut">{filledBy(field)}</td>
              <td className="num t2 right">{field.cards === null ? '–' : grouped(field.cards)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sr" role="status">
        {moved}
      </p>
    </>
  );

  function identifies(field: Field) {
    if (!field.identifies) return <span className="t3">{t('field.no')}</span>;
    const place = field.preset ? identifying.length + afterThem.indexOf(field) : identifying.indexOf(field);
    return (
      <span className="row tight">
        <span className="chip v">
          <IconKey aria-hidden />
          {order(place)}
        </span>
        {mayManage && !field.preset && identifying.length > 1 && (
          <RowMoves
            earlier={t('field.earlier', { name: labelOf(field) })}
            later={t('field.later', { name: labelOf(field) })}
            isFirst={place === 0}
            isLast={place === identifying.length - 1}
            onMove={(by) => step(field, by)}
          />
        )}
      </span>
    );
  }

  function filledBy({ preset, filledBy: sources }: Field) {
    if (preset) {
      return (
        <span className="row tight">
          <IconLock className="i-14" aria-hidden />
          {t('field.preset')}
        </span>
      );
    }
    if (sources.length === fieldFillers.length) return t('field.anything');
    if (sources.length === 0) return t('field.nothing');
    const list = sources.map((source) => t(`field.fillersShort.${source}`)).join(', ');
    return list.charAt(0).toLocaleUpperCase() + list.slice(1);
  }
}
