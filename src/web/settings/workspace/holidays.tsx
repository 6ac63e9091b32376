import { IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '#contract/workspace-routes.ts';
import { TextField } from '../../frame/text-field.tsx';
import { toast } from '../../frame/toast.ts';
import { longDay } from '../../i18n/format.ts';
import { czechHolidays } from './czech-holidays.ts';

interface HolidaysProps {
  holidays: Workspace['holidays'];
  /** Of the workspace: of Czechia a year's public holidays are added at once. */
  country: string;
  onChange: (holidays: Workspace['holidays']) => void;
  mayManage: boolean;
}

/** The days without service: added one by one, or a year's public holidays at once; those of the past stand folded. */
export function Holidays({ holidays, country, onChange, mayManage }: HolidaysProps) {
  const { t } = useTranslation();
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<'badDay' | 'takenDay' | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const today = new Date().toISOString().slice(0, 10);
  const sorted = holidays.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const past = sorted.filter((one) => one.day < today);
  const coming = sorted.filter((one) => one.day >= today);
  const year = new Date().getFullYear();
  const missing = (of: number) =>
    czechHolidays(of).filter((one) => one.day >= today && !holidays.some((other) => other.day === one.day));
  const add = () => {
    const problem = !/^\d{4}-\d\d-\d\d$/u.test(day)
      ? 'badDay'
      : holidays.some((one) => one.day === day)
        ? 'takenDay'
        : null;
    setWrong(problem);
    if (problem) return;
    onChange([...holidays, { day, name: name.trim() }]);
    setDay('');
    setName('');
  };
  const addYear = (of: number) => {
    const days = missing(of).map((one) => ({ day: one.day, name: t(`workspaceSetting.czech.${one.name}`) }));
    onChange([...holidays, ...days]);
    toast(t('workspaceSetting.addedYear', { count: days.length }));
  };
  const remove = (gone: string) => {
    onChange(holidays.filter((one) => one.day !== gone));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('button')?.focus());
  };
  return (
    <div className="holidays">
      <p className="hint">{t('workspaceSetting.holidaysHint')}</p>
      {holidays.length === 0 && <p className="t3">{t('workspaceSetting.noHolidays')}</p>}
      <ul ref={list}>
        {coming.map((one) => (
          <li key={one.day}>
            <span className="num">{longDay(`${one.day}T12:00`)}</span>
            <span className="t2 cut">{one.name}</span>
            {mayManage && (
              <button
                type="button"
                className="ib sm"
                aria-label={t('workspaceSetting.removeHoliday', { day: longDay(`${one.day}T12:00`) })}
                onClick={() => remove(one.day)}
              >
                <IconX aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <p className="s12 t3">
          {t('workspaceSetting.pastHolidays', { count: past.length })}{' '}
          {mayManage && (
            <button type="button" className="btn link sm" onClick={() => onChange(coming)}>
              {t('workspaceSetting.forget')}
            </button>
          )}
        </p>
      )}
      {mayManage && (
        <>
          <div className="holidays-add">
            <TextField
              label={t('workspaceSetting.day')}
              type="date"
              value={day}
              onChange={(next) => {
                setDay(next);
                setWrong(null);
              }}
              error={wrong ? t(`workspaceSetting.${wrong}`) : undefined}
            />
            <TextField
              label={t('workspaceSetting.holidayName')}
              value={name}
              onChange={setName}
              autoComplete="off"
              maxLength={100}
            />
            <button type="button" className="btn" onClick={add}>
              {t('workspaceSetting.addHoliday')}
            </button>
          </div>
          {country === 'CZ' && (
            <div className="settings-pieces">
              {[year, year + 1]
                .filter((one) => missing(one).length > 0)
                .map((one) => (
                  <button key={one} type="button" className="btn" onClick={() => addYear(one)}>
                    {t('workspaceSetting.addYear', { year: one })}
                  </button>
                ))}
            </div>
          )}
        </>
      )}
    </div>
  );
}
