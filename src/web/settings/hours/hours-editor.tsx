import { Menu } from '@mantine/core';
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hours } from '#contract/workspace-settings.ts';
import { DropMenu } from '../../frame/menu.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { isTimeZone, timeIn, type WrittenSpan, wrongSpans } from './hours-values.ts';
import './hours-editor.css';

interface HoursEditorProps {
  hours: Hours;
  onChange: (hours: Hours) => void;
  disabled?: boolean;
}

const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** A week of hours: several spans a day, written as 8:30, copied to other days; and the time zone by whose clocks they go. */
export function HoursEditor({ hours, onChange, disabled = false }: HoursEditorProps) {
  const { t } = useTranslation();
  const table = useRef<HTMLDivElement>(null);
  const zones = useId();
  const { week } = hours;
  const wrong = wrongSpans(week);
  const setWeek = (next: WrittenSpan[]) => onChange({ ...hours, week: next });
  const set = (at: number, more: Partial<WrittenSpan>) =>
    setWeek(week.map((span, place) => (place === at ? { ...span, ...more } : span)));
  /** The focus goes where the next step is made: into the new span, or to where one was taken away. */
  const focus = (day: number, what: 'last' | 'add') =>
    requestAnimationFrame(() => {
      const row = table.current?.querySelector(`[data-day="${day}"]`);
      if (what === 'add') row?.querySelector<HTMLElement>('[data-add]')?.focus();
      else [...(row?.querySelectorAll<HTMLInputElement>('input[data-from]') ?? [])].at(-1)?.select();
    });
  const add = (day: number) => {
    const ends = week.filter((span) => span.day === day).map(({ to }) => timeIn(to) ?? '');
    const last = ends.toSorted().at(-1);
    const from = last === undefined ? '08:00' : last;
    const to =
      last === undefined ? '16:00' : `${String(Math.min(24, Number(last.slice(0, 2)) + 4)).padStart(2, '0')}:00`;
    setWeek([...week, { day, from, to }]);
    focus(day, 'last');
  };
  const copy = (day: number, to: readonly number[]) => {
    const spans = week.filter((span) => span.day === day);
    setWeek([
      ...week.filter((span) => span.day === day || !to.includes(span.day)),
      ...to.filter((one) => one !== day).flatMap((one) => spans.map((span) => ({ ...span, day: one }))),
    ]);
  };
  return (
    <div className="hours" ref={table}>
      <TextField
        label={t('workspaceSetting.timeZone')}
        value={hours.timeZone}
        onChange={(timeZone) => onChange({ ...hours, timeZone })}
        error={isTimeZone(hours.timeZone) ? undefined : t('workspaceSetting.badZone')}
        list={zones}
        autoComplete="off"
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <fieldset className="hours-week">
        <legend className="label">{t('workspaceSetting.week')}</legend>
        {days.map((day) => {
          const name = t(`workspaceSetting.days.d${day}`);
          const own = week.map((span, at) => ({ span, at })).filter(({ span }) => span.day === day);
          const problem = own.flatMap(({ at }) => wrong.get(at) ?? [])[0];
          return (
            <div key={day} className="hours-day" data-day={day}>
              <span className="hours-name">{name}</span>
              <div className="hours-spans">
                {own.length === 0 && <span className="t3">{t('workspaceSetting.closedDay')}</span>}
                {own.map(({ span, at }) => (
                  <span key={at} className="hours-span">
                    <Time
                      label={t('workspaceSetting.from', { day: name })}
                      value={span.from}
                      isBad={wrong.has(at)}
                      isFirst
                      onChange={(from) => set(at, { from })}
                    />
                    –
                    <Time
                      label={t('workspaceSetting.to', { day: name })}
                      value={span.to}
                      isBad={wrong.has(at)}
                      onChange={(to) => set(at, { to })}
                    />
                    {!disabled && (
                      <button
                        type="button"
                        className="ib sm"
                        aria-label={t('workspaceSetting.removeSpan', { from: span.from, to: span.to, day: name })}
                        onClick={() => {
                          setWeek(week.filter((_, place) => place !== at));
                          focus(day, 'add');
                        }}
                      >
                        <IconX aria-hidden />
                      </button>
                    )}
                  </span>
                ))}
                {problem && (
                  <p className="bad" role="alert">
                    {t(`workspaceSetting.${problem}`)}
                  </p>
                )}
              </div>
              {!disabled && (
                <>
                  <button
                    type="button"
                    className="ib sm"
                    data-add
                    aria-label={t('workspaceSetting.addSpan', { day: name })}
                    title={t('workspaceSetting.addSpan', { day: name })}
                    onClick={() => add(day)}
                  >
                    <IconPlus aria-hidden />
                  </button>
                  <CopyDay day={day} name={name} onCopy={(to) => copy(day, to)} />
                </>
              )}
            </div>
          );
        })}
      </fieldset>
    </div>
  );
}

interface TimeProps {
  label: string;
  value: string;
  isBad: boolean;
  isFirst?: boolean;
  onChange: (value: string) => void;
}

/** A time of the day as one writes it: when the field is left it stands in full. */
function Time({ label, value, isBad, isFirst, onChange }: TimeProps) {
  return (
    <span className="field" data-bad={isBad || undefined}>
      <input
        className="num"
        aria-label={label}
        aria-invalid={isBad}
        data-from={isFirst || undefined}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onBlur={() => {
          const full = timeIn(value);
          if (full !== null && full !== value) onChange(full);
        }}
      />
    </span>
  );
}

function CopyDay({ day, name, onCopy }: { day: number; name: string; onCopy: (to: readonly number[]) => void }) {
  const { t } = useTranslation();
  const label = t('workspaceSetting.copy', { day: name });
  return (
    <DropMenu position="bottom-end">
      <Menu.Target>
        <button type="button" className="ib sm" aria-label={label} title={label}>
          <IconCopy aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onCopy([(day % 7) + 1])}>{t('workspaceSetting.copyNext')}</Menu.Item>
        <Menu.Item onClick={() => onCopy([1, 2, 3, 4, 5])}>{t('workspaceSetting.copyWeekdays')}</Menu.Item>
        <Menu.Item onClick={() => onCopy(days)}>{t('workspaceSetting.copyAll')}</Menu.Item>
      </Menu.Dropdown>
    </DropMenu>
  );
}
