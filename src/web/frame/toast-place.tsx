import { IconCheck, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useUndo } from '../history/use-undo.ts';
import { Key } from './key.tsx';
import { useKeys } from './keys.ts';
import { isUnderWay, stepsSaid } from './steps-under-way.ts';
import { currentToast, dismiss, subscribeToasts } from './toast.ts';

/** The place where toasts appear. One stays 10 s, longer under the pointer or focus; `z` is Undo: pressed while a step is still under way, it means that step. */
export function ToastPlace() {
  const current = useSyncExternalStore(subscribeToasts, currentToast);
  const paper = useRef<HTMLDivElement>(null);
  const { t } = useTranslation();
  const undo = useUndo();
  const steps = useQueryClient().getMutationCache();
  const awaited = useRef(false);

  useEffect(() => {
    if (!current) return;
    let timer = setTimeout(leave, 10_000);
    function leave() {
      if (paper.current?.matches(':hover, :focus-within')) timer = setTimeout(leave, 1_000);
      else dismiss();
    }
    return () => clearTimeout(timer);
  }, [current]);

  const takeBack = () => {
    const said = currentToast();
    if (!said?.undo) return false;
    dismiss();
    if (typeof said.undo === 'function') said.undo();
    else undo.mutate(said.undo);
    return true;
  };
  const takeBackLast = () => {
    if (awaited.current) return true;
    if (!isUnderWay(steps)) return takeBack();
    awaited.current = true;
    void stepsSaid(steps).then((said) => {
      awaited.current = false;
      if (said) takeBack();
    });
    return true;
  };
  useKeys({ undo: takeBackLast });

  return (
    <div role="status">
      {current && (
        <div className="toast" ref={paper}>
          <IconCheck aria-hidden />
          <span className="grow">{current.text}</span>
          {current.undo ? (
            <button type="button" className="btn undo" onClick={takeBack}>
              {t('frame.undo')} <Key of="undo" />
            </button>
          ) : (
            <button type="button" className="ib" aria-label={t('frame.close')} onClick={dismiss}>
              <IconX aria-hidden />
            </button>
          )}
        </div>
      )}
    </div>
  );
}
