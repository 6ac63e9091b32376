import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../frame/text-field.tsx';
import { useDefinedFields, useFieldLabel } from '../../identifiers/use-field-label.ts';
import { Tick } from '../tick.tsx';
import type { EndingValues, EndingWrong, ResultValues } from './queue-ending-values.ts';

interface QueueEndingProps {
  values: EndingValues;
  wrong: EndingWrong;
  mayManage: boolean;
  onChange: (values: Partial<EndingValues>) => void;
}

/** What a queue asks for when a conversation ends (R-DSK-3): a result and which, parameters, a tag, and how long that may take. */
export function QueueEnding({ values, wrong, mayManage, onChange }: QueueEndingProps) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel();
  const { wrapUp, wrapSeconds, results, requires } = values;
  const fields = useDefinedFields().filter((one) => one.of === 'conversation' && !one.preset);
  const require = (name: string, on: boolean) => {
    const parameters = on ? [...requires.parameters, name] : requires.parameters.filter((one) => one !== name);
    onChange({ requires: { ...requires, parameters } });
  };
  return (
    <>
      <Tick
        label={t('queueSetting.wrapUp')}
        hint={t('queueSetting.wrapUpHint')}
        checked={wrapUp}
        onChange={(on) => onChange({ wrapUp: on })}
      />
      <Results results={results} mayManage={mayManage} onChange={(next) => onChange({ results: next })} />
      {wrong.results && <p className="bad">{t('queueEnding.noWords')}</p>}
      <fieldset>
        <legend className="label">{t('queueEnding.requires')}</legend>
        <div className="settings-checks two">
          {fields.map((field) => (
            <label key={field.name}>
              <input
                type="checkbox"
                className="box"
                checked={requires.parameters.includes(field.name)}
                onChange={({ target }) => require(field.name, target.checked)}
              />
              <span className="cut">{labelOf(field)}</span>
            </label>
          ))}
          <label>
            <input
              type="checkbox"
              className="box"
              checked={requires.tag}
              onChange={({ target }) => onChange({ requires: { ...requires, tag: target.checked } })}
            />
            <span className="cut">{t('queueEnding.tag')}</span>
          </label>
        </div>
        <p className="hint">{t('queueEnding.requiresHint')}</p>
      </fieldset>
      <TextField
        label={t('queueEnding.seconds')}
        hint={t('queueEnding.secondsHint')}
        value={wrapSeconds}
        onChange={(next) => onChange({ wrapSeconds: next })}
        error={wrong.wrapSeconds && t('queueEnding.badSeconds')}
        autoComplete="off"
      />
    </>
  );
}

interface ResultsProps {
  results: ResultValues[];
  mayManage: boolean;
  onChange: (results: ResultValues[]) => void;
}

/** The results in their order, which is that of the keys 1 to 9. */
function Results({ results, mayManage, onChange }: ResultsProps) {
  const { t } = useTranslation();
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [told, setTold] = useState('');
  const edit = (row: string, more: Partial<ResultValues>) =>
    onChange(results.map((one) => (one.row === row ? { ...one, ...more } : one)));
  const focusAt = (place: number) =>
    setTimeout(() => list.current?.querySelectorAll<HTMLElement>('li')[place]?.querySelector('input')?.focus(), 0);
  const move = (at: number, by: -1 | 1) => {
    const moving = results[at];
    if (!moving) return;
    const next = results.toSpliced(at, 1).toSpliced(at + by, 0, moving);
    onChange(next);
    setTold(t('formSetting.movedTo', { name: moving.en, place: at + by + 1, count: next.length }));
    focusAt(at + by);
  };
  const add = () => {
    onChange([...results, { row: crypto.randomUUID(), key: '', en: '', cs: '' }]);
    focusAt(results.length);
  };
  return (
    <fieldset>
      <legend className="label">{t('queueEnding.results')}</legend>
      {results.length === 0 && <p className="hint">{t('queueEnding.delivered')}</p>}
      <ol className="queue-results" ref={list}>
        {results.map(({ row, en, cs }, at) => (
          <li key={row}>
            {(['en', 'cs'] as const).map((language) => (
              <div key={language} className="field">
                <label className="sr" htmlFor={`${id}-${row}-${language}`}>
                  {t(`queueEnding.words.${language}`, { place: at + 1 })}
                </label>
                <input
                  id={`${id}-${row}-${language}`}
                  value={language === 'en' ? en : cs}
                  lang={language}
                  maxLength={100}
                  autoComplete="off"
                  placeholder={t(`queueEnding.in.${language}`)}
                  onChange={({ target }) => edit(row, { [language]: target.value })}
                />
              </div>
            ))}
            {mayManage && (
              <span className="row tight">
                {button(t('formSetting.earlier', { name: en }), IconArrowUp, () => move(at, -1), at === 0)}
                {button(
                  t('formSetting.later', { name: en }),
                  IconArrowDown,
                  () => move(at, 1),
                  at === results.length - 1,
                )}
                {button(t('queueEnding.remove', { name: en }), IconTrash, () => onChange(results.toSpliced(at, 1)))}
              </span>
            )}
          </li>
        ))}
      </ol>
      {mayManage && (
        <button type="button" className="btn sm" disabled={results.length >= 30} onClick={add}>
          <IconPlus aria-hidden />
          {t('queueEnding.add')}
        </button>
      )}
      <p className="sr" role="status">
        {told}
      </p>
    </fieldset>
  );

  function button(name: string, Icon: typeof IconPlus, run: () => void, disabled = false) {
    return (
      <button type="button" className="ib sm" disabled={disabled} aria-label={name} title={name} onClick={run}>
        <Icon className="i-14" aria-hidden />
      </button>
    );
  }
}
