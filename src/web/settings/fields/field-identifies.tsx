import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '#contract/field.ts';
import { TrustMark } from '../../identifiers/trust-mark.tsx';
import { Tick } from '../tick.tsx';
import type { FieldValues } from './field-values.ts';
import { useOrderWords } from './order-words.ts';
import { inOrder, useFieldChanges } from './use-fields.ts';

interface FieldIdentifiesProps {
  values: FieldValues;
  field: Field | undefined;
  all: Field[];
  onChange: (more: Partial<FieldValues>) => void;
}

/** *Used for guest identification*: on how many cards a value may stand, what links by it, its place in the order. */
export function FieldIdentifies({ values, field, all, onChange }: FieldIdentifiesProps) {
  const { t } = useTranslation();
  const group = useId();
  const { identifies, several } = values;
  return (
    <div className="settings-card">
      <Tick
        label={t('field.identifies')}
        hint={t('field.identifiesHint')}
        checked={identifies}
        onChange={(next) => onChange({ identifies: next })}
      />
      {identifies && (
        <>
          <fieldset className="settings-radios" aria-label={t('field.identifies')}>
            <label>
              <input
                type="radio"
                className="radio"
                name={group}
                checked={!several}
                onChange={() => onChange({ several: false })}
              />
              {t('field.oneCard')}
            </label>
            <label>
              <input
                type="radio"
                className="radio"
                name={group}
                checked={several}
                onChange={() => onChange({ several: true })}
              />
              <span>
                {t('field.severalCards')}
                <span className="t3 s12 block">{t('field.severalHint')}</span>
              </span>
            </label>
          </fieldset>
          <dl>
            <div>
              <dt className="row tight">
                <TrustMark trust="signed" />
                <span className="verified">{t('field.fromSite')}</span>
              </dt>
              <dd>{t(several ? 'settings.narrows' : 'settings.links')}</dd>
            </div>
            <div>
              <dt className="t2">{t('field.fromOperator')}</dt>
              <dd>{t('settings.suggests')}</dd>
            </div>
            <div>
              <dt className="row tight">
                <TrustMark trust="claimed" />
                <span className="t3">{t('field.fromForm')}</span>
              </dt>
              <dd>{t('settings.suggests')}</dd>
            </div>
          </dl>
          {field?.identifies && !field.preset && <PlaceInOrder field={field} all={all} />}
        </>
      )}
    </div>
  );
}

/** Its place in the order, with two buttons that change it at once. */
function PlaceInOrder({ field, all }: { field: Field; all: Field[] }) {
  const { t } = useTranslation();
  const words = useOrderWords();
  const { move } = useFieldChanges();
  const identifying = inOrder(all);
  const place = identifying.findIndex(({ id }) => id === field.id);
  if (identifying.length < 2) return null;
  return (
    <div className="row settings-order">
      <span className="grow">
        {words(place)} <span className="t3 s12 hide-small">{t('field.orderHint')}</span>
      </span>
      <button
        type="button"
        className="ib"
        disabled={place === 0}
        aria-label={t('field.earlier', { name: field.label.en })}
        onClick={() => move.mutate({ field, place: place - 1 })}
      >
        <IconArrowUp aria-hidden />
      </button>
      <button
        type="button"
        className="ib"
        disabled={place === identifying.length - 1}
        aria-label={t('field.later', { name: field.label.en })}
        onClick={() => move.mutate({ field, place: place + 1 })}
      >
        <IconArrowDown aria-hidden />
      </button>
    </div>
  );
}
