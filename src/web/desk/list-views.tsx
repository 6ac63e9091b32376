import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeskSearch, type DeskView, deskViews } from '../addresses.ts';
import { cached } from '../api.ts';

/** Mine, those that wait, all: with how many each holds. The arrows go between them; `v` shows the next one from anywhere on the desk. */
export function ListViews({ search }: { search: DeskSearch }) {
  const { t } = useTranslation();
  const show = useShowView();
  const counts = useQuery(cached.conversations.counts.queryOptions({})).data;
  const current = search.view ?? 'all';
  const numbers: Record<DeskView, number | undefined> = {
    mine: counts?.mine,
    waiting: counts?.waiting,
    all: undefined,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = deskViews.at((deskViews.indexOf(current) + step) % deskViews.length) ?? 'all';
    show(next);
    document.getElementById(`view-${next}`)?.focus();
  };

  return (
    <div className="seg views" role="tablist" aria-label={t('deskList.views')}>
      {deskViews.map((view) => (
        <button
          key={view}
          type="button"
          role="tab"
          id={`view-${view}`}
          aria-controls="conversations"
          aria-selected={view === current}
          tabIndex={view === current ? 0 : -1}
          className={view === current ? 'on' : ''}
          onClick={() => show(view)}
          onKeyDown={onKeyDown}
        >
          {t(`deskList.${view}`)}
          {numbers[view] ? <span className="num t3">{numbers[view] > 999 ? '999+' : numbers[view]}</span> : null}
        </button>
      ))}
    </div>
  );
}

/** Shows a view of the list; the open conversation and the filters stay. The state is a filter of one view only. */
export function useShowView(): (view: DeskView) => void {
  const navigate = useNavigate();
  return (view) =>
    void navigate({
      to: '.',
      search: (before: object) => ({
        ...before,
        view: view === 'all' ? undefined : view,
        state: undefined,
        operator: undefined,
      }),
    });
}
