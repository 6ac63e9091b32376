import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, BoardQueue } from '#contract/board.ts';
import { api, cached } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { useMayManage } from '../settings/use-may-manage.ts';
import { currentWorkspace } from '../workspace.ts';
import { isFree } from './board-state.ts';

const most = 3;

/** Queues in which somebody waits and nobody is free, with who is free elsewhere, and what can be said to those who wait. */
export function NobodyFree({ board }: { board: Board }) {
  const stuck = board.queues
    .filter(({ open, waiting, free }) => open && waiting > 0 && free === 0)
    .toSorted((a, b) => ((a.waitingSince ?? '') < (b.waitingSince ?? '') ? -1 : 1));
  return (
    <>
      {stuck.slice(0, most).map((queue) => (
        <StuckQueue key={queue.id} queue={queue} board={board} />
      ))}
    </>
  );
}

function StuckQueue({ queue, board }: { queue: BoardQueue; board: Board }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const [telling, setTelling] = useState(false);
  const free = board.operators.filter((one) => isFree(one) && !one.queues.includes(queue.id));
  const names = free.slice(0, most).map(({ name }) => name);
  return (
    <section className="banner board-stuck" aria-label={t('board.nobodyFree', { queue: queue.name })}>
      <IconAlertTriangle aria-hidden />
      <div className="grow">
        <b>{t('board.nobodyFree', { queue: queue.name })}</b>
        <p className="t2">{free.length > 0 ? t('board.others', { names: names.join(', ') }) : t('board.noOthers')}</p>
        {queue.canTellWaiting ? (
          <button type="button" className="btn link sm" onClick={() => setTelling(true)}>
            {t('board.tell')}
          </button>
        ) : (
          <p className="s12 t2">
            {t('board.noMessage')}{' '}
            {mayManage && (
              <Link to="/w/$slug/settings/queues" params={{ slug: currentWorkspace() }} search={{ open: queue.id }}>
                {t('board.writeOne')}
              </Link>
            )}
          </p>
        )}
      </div>
      <TellWaiting queue={queue} opened={telling} onClose={() => setTelling(false)} />
    </section>
  );
}

/** Asks first: what was said to clients cannot be taken back. */
function TellWaiting({ queue, opened, onClose }: { queue: BoardQueue; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const tell = useMutation({
    mutationFn: () => api.queues.tellWaiting({ id: queue.id }),
    onSuccess: ({ told }) => {
      toast(told > 0 ? t('board.told', { count: told }) : t('board.toldNobody'));
      onClose();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: cached.board.key() }),
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={t('board.tellTitle', { count: queue.waiting })} width={420}>
      <div className="dialog-body">
        <p className="t2">{t('board.tellHint', { queue: queue.name })}</p>
        {tell.error !== null && (
          <p className="bad" role="alert">
            {words(tell.error)}
          </p>
        )}
      </div>
      <footer>
        <button
          type="button"
          className="btn ink"
          data-autofocus
          disabled={tell.isPending}
          onClick={() => tell.mutate()}
        >
          {t('board.send')} <kbd>↵</kbd>
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
      </footer>
    </Dialog>
  );
}
