import { IconRestore } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deliveredKeys, type KeyAction } from '../../frame/key-actions.ts';
import { keyTakenBy } from '../../frame/key-groups.ts';
import { keyOf, printed } from '../../frame/own-keys.ts';
import { pressedKey } from './pressed-key.ts';

interface KeyRowProps {
  action: KeyAction;
  /** What it does. */
  does: string;
  /** Single characters act; else those that are one are told to be off. */
  isOff: boolean;
  nameOf: (action: KeyAction) => string;
  onChange: (keys: Partial<Record<KeyAction, string>>) => void;
}

type Trouble = { taken: KeyAction; key: string } | { wrong: 'notAKey' | 'browsers'; key: string };

/** One action and its key: pressed, it waits for another one; one that is taken is named. */
export function KeyRow({ action, does, isOff, nameOf, onChange }: KeyRowProps) {
  const { t } = useTranslation();
  const [waits, setWaits] = useState<'first' | 'second' | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const key = keyOf(action);
  const isOwn = key !== deliveredKeys[action];

  const take = (next: string) => {
    setWaits(null);
    const taken = next === key ? undefined : keyTakenBy(action, next, keyOf);
    setTrouble(taken ? { taken, key: next } : null);
    if (!taken && next !== key) onChange({ [action]: next });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!waits || event.key === 'Tab') return setWaits(null);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setWaits(null);
    const pressed = pressedKey(event.nativeEvent, waits === 'second');
    if ('key' in pressed && !('wrong' in pressed)) return take(pressed.key);
    if ('wait' in pressed) return pressed.wait === 'second' && setWaits('second');
    setWaits(null);
    setTrouble(pressed);
  };
  const swap = trouble && 'taken' in trouble ? swapped(action, trouble.taken, trouble.key) : null;

  return (
    <li className="key-row">
      <span className="grow">{does}</span>
      {isOwn && (
        <button
          type="button"
          className="ib sm"
          aria-label={`${does}. ${t('ownSetting.reset', { key: printed(deliveredKeys[action]) })}`}
          title={t('ownSetting.reset', { key: printed(deliveredKeys[action]) })}
          onClick={() => take(deliveredKeys[action])}
        >
          <IconRestore aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={`btn key-button ${waits ? 'waits' : ''} ${isOwn ? 'own' : ''}`}
        aria-label={waits ? undefined : t('ownSetting.change', { does, key: printed(key) })}
        onClick={() => {
          setTrouble(null);
          setWaits(waits ? null : 'first');
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setWaits(null)}
      >
        {waits ? (
          <span className="t2">{t(waits === 'second' ? 'ownSetting.pressSecond' : 'ownSetting.press')}</span>
        ) : (
          <>
            <kbd>{printed(key)}</kbd>
            {isOff && <span className="t3">{t('ownSetting.off')}</span>}
          </>
        )}
      </button>
      {trouble && (
        <p className="bad" role="alert">
          {'taken' in trouble
            ? t('ownSetting.taken', { key: printed(trouble.key), does: nameOf(trouble.taken) })
            : t(`ownSetting.${trouble.wrong}`, { key: printed(trouble.key) })}{' '}
          {swap && (
            <button
              type="button"
              className="btn link sm"
              onClick={() => {
                setTrouble(null);
                onChange(swap);
              }}
            >
              {t('ownSetting.swap')}
            </button>
          )}
        </p>
      )}
    </li>
  );
}

/** Each gets the other's key, where nothing else stands in its way. */
function swapped(action: KeyAction, other: KeyAction, key: string): Partial<Record<KeyAction, string>> | null {
  if (keyOf(other) !== key) return null;
  const next = { [action]: key, [other]: keyOf(action) } as Record<KeyAction, string>;
  const then = (one: KeyAction) => next[one] ?? keyOf(one);
  const isFree = (one: KeyAction) => keyTakenBy(one, then(one), then) === undefined;
  return isFree(action) && isFree(other) ? next : null;
}
