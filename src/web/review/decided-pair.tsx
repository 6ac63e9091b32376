import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '#contract/duplicate.ts';
import { api } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { useUndo } from '../history/use-undo.ts';
import { grouped, recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { currentWorkspace } from '../workspace.ts';
import { Reasons } from './reasons.tsx';

/** A pair that was decided: who decided what and when, and the way back. */
export function DecidedPair({ pair, survivor }: { pair: Duplicate; survivor: number | undefined }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const undo = useUndo();
  const reopen = useMutation({
    mutationFn: () => api.duplicates.decide({ a: pair.a.id, b: pair.b.id, decision: 'open' }),
    onError: (error) => toast(`${t('change.notUndone')}. ${words(error)}`),
    onSettled: () => askRecordsAnew(cache),
  });
  const { changeId } = pair;
  const decision =
    pair.state === 'merged' ? t('review.merged', { id: grouped(survivor ?? pair.a.id) }) : t('review.notSame');
  const told = pair.decidedAt
    ? t('review.decidedBy', { decision, name: pair.decidedBy ?? t('link.somebody'), when: recently(pair.decidedAt) })
    : decision;
  return (
    <>
      <div className="scroll review-scroll">
        <Reasons pair={pair} />
        <ul className="decided-cards">
          {[pair.a, pair.b].map(({ id, name }) => (
            <li key={id} className="paper side-card">
              <Avatar name={name} />
              <div className="cut">
                <b className="cut">{name ?? t('value.unnamed')}</b>
                <Link
                  to="/w/$slug/contacts/$id"
                  params={{ slug: currentWorkspace(), id: String(id) }}
                  className="s12 num line-of"
                >
                  {t('value.id', { id: grouped(id) })}
                </Link>
              </div>
            </li>
          ))}
        </ul>
      </div>
      <footer className="decide">
        <b>{told}</b>
        <button
          type="button"
          className="btn lg"
          disabled={undo.isPending || reopen.isPending}
          onClick={() => (changeId ? undo.mutate(changeId) : reopen.mutate())}
        >
          <IconArrowBackUp aria-hidden />
          {t(changeId ? 'frame.undo' : 'review.takeBack')}
        </button>
        <span className="s12 t3 explain">{t('review.decidedHint')}</span>
      </footer>
    </>
  );
}
