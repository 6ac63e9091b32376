import { IconArrowLeft, IconArrowRight, IconGitMerge } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { deskSearch } from '../../addresses.ts';
import { api, cached } from '../../api.ts';
import { askRecordsAnew } from '../../ask-anew.ts';
import { useDialogKeys } from '../../frame/keys.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { Failed, Skeleton } from '../../frame/states.tsx';
import { toast } from '../../frame/toast.ts';
import { currentWorkspace } from '../../workspace.ts';
import { HowItReads } from './how-it-reads.tsx';
import { MergeSide } from './merge-side.tsx';
import { useChannelName } from './use-channel-name.ts';
import { WhatFollows } from './what-follows.tsx';

interface MergePreviewProps {
  left: string;
  right: string;
  /** One of both. */
  kept: string;
  onKeep: (id: string) => void;
  onClose: () => void;
}

/** The two beside each other: 1 and 2 keep one, s the other than now, Enter merges. Nothing is changed before. */
export function MergePreview({ left, right, kept, onKeep, onClose }: MergePreviewProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const words = useRefusalWords();
  const channelName = useChannelName();
  const at = useRouterState({ select: ({ location }) => location.pathname });
  const other = kept === left ? right : left;
  const preview = useQuery(
    cached.conversations.previewMerge.queryOptions({
      input: { id: kept, other },
      placeholderData: (before) => before,
    }),
  );
  const merge = useMutation({
    mutationFn: () => api.conversations.merge({ id: kept, other }),
    onSuccess: ({ id, changeId }) => {
      toast(t('mergeTalk.merged'), changeId);
      onClose();
      if (!at.includes(`/conversations/${other}`)) return;
      const params = { slug: currentWorkspace(), id };
      void navigate({ to: '/w/$slug/conversations/$id', params, search: (before) => deskSearch({ ...before }) });
    },
    onSettled: () => void askRecordsAnew(cache),
  });
  const { data } = preview;
  const main = useRef<HTMLButtonElement>(null);
  const isRead = data !== undefined;
  useEffect(() => {
    if (isRead) main.current?.focus(); // it was not there yet when the dialog opened
  }, [isRead]);
  const isReady = data?.kept.id === kept && data.reason === null && !merge.isPending;
  const confirm = () => {
    if (isReady) merge.mutate();
  };
  useDialogKeys({
    left: () => onKeep(left),
    right: () => onKeep(right),
    swap: () => onKeep(other),
    enter: confirm,
  });

  if (preview.isError)
    return <Failed title={t('mergeTalk.loadFailed')} error={preview.error} retry={() => void preview.refetch()} />;
  if (!data)
    return (
      <div className="dialog-body">
        <Skeleton>
          <span className="sk" />
          <span className="sk" />
          <span className="sk" />
        </Skeleton>
      </div>
    );
  const sides = data.kept.id === left ? [data.kept, data.other] : [data.other, data.kept];
  const Arrow = data.kept.id === left ? IconArrowLeft : IconArrowRight;
  return (
    <>
      <div className="dialog-body merge-talk">
        <div className="merge-two-talks">
          {sides.map((side, place) => (
            <MergeSide
              key={side.id}
              side={side}
              place={place === 0 ? 'left' : 'right'}
              isKept={side.id === data.kept.id}
              onKeep={() => onKeep(side.id)}
            />
          ))}
          <Arrow className="merge-arrow" aria-hidden />
        </div>
        <HowItReads preview={data} />
        <WhatFollows preview={data} />
        {data.reason && (
          <p className="bad" role="alert">
            {t(`mergeTalk.reason.${data.reason}`)}
          </p>
        )}
        {merge.error && (
          <p className="bad" role="alert">
            {t('mergeTalk.notMerged')}. {words(merge.error)}
          </p>
        )}
      </div>
      <footer className="dialog-foot">
        <span className="s12 t3 hide-390">{t('mergeTalk.seesBoth')}</span>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')}
        </button>
        <button ref={main} type="button" className="btn ink" aria-disabled={!isReady} onClick={confirm}>
          <IconGitMerge aria-hidden />
          {t('mergeTalk.into', { channel: channelName(data.kept.channel) })} <kbd>↵</kbd>
        </button>
      </footer>
    </>
  );
}
