import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../frame/states.tsx';
import { grouped } from '../i18n/format.ts';
import { ComparedCard } from './compared-card.tsx';
import { singleRows, valuesRows } from './compared-rows.ts';
import { HistoryRows } from './history-rows.tsx';
import { ListedRows } from './listed-rows.tsx';
import { SingleValue } from './single-value.tsx';
import type { Merge, Side } from './use-merge.ts';
import { ValuesOfKind } from './values-of-kind.tsx';
import './comparison.css';

/** Two cards field by field on equal columns, which of them stays, and what there is after the merge. */
export function Comparison({ merge }: { merge: Merge }) {
  const { t } = useTranslation();
  const { left, right, plan } = merge;
  return (
    <div className="comparison">
      {plan?.warnings.map((warning) => (
        <div className={warning === 'bothCurated' ? 'noted s12' : 'banner'} key={warning}>
          {warning === 'bothCurated' ? <IconInfoCircle aria-hidden /> : <IconAlertTriangle aria-hidden />}
          <span className="grow">{t(`merging.warning.${warning}`)}</span>
        </div>
      ))}
      <div className="cmp">
        <span />
        <ComparedCard merge={merge} side="left" />
        <ComparedCard merge={merge} side="right" />
      </div>
      {merge.planError ? <Failed title={t('merging.planFailed')} error={merge.planError} retry={merge.replan} /> : null}
      <div className="fields" aria-busy={!plan}>
        <div className="fr head" aria-hidden="true">
          <span />
          <span className="num">{grouped(left.id)}</span>
          <span className="num">{grouped(right.id)}</span>
          <span>{t('merging.after')}</span>
        </div>
        {singleRows(left, right, plan).map((row) => (
          <SingleValue key={row.field} row={row} merge={merge} />
        ))}
        {valuesRows(left, right, plan).map((row) => (
          <ValuesOfKind key={row.kind} row={row} />
        ))}
        <ListedRows merge={merge} />
        <HistoryRows merge={merge} />
      </div>
    </div>
  );
}

/**
 * Takes the left or right value of the focused row; from elsewhere, of the first row with a choice, which gets the focus.
 * @returns whether there was one.
 */
export function takeSide(side: Side): boolean {
  const focused = document.activeElement?.closest('.fr[data-choice]');
  const row = focused ?? document.querySelector('.comparison .fr[data-choice]');
  const radio = row?.querySelector<HTMLInputElement>(`input[value="${side}"]`);
  radio?.focus();
  radio?.click();
  return radio !== undefined && radio !== null;
}
