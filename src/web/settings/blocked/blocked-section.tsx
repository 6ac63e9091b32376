import { IconBan } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BlockedSender } from '#contract/blocking.ts';
import { api, cached } from '../../api.ts';
import { askRecordsAnew } from '../../ask-anew.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { toast } from '../../frame/toast.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { useKindName } from '../../identifiers/kind-name.ts';
import { currentWorkspace } from '../../workspace.ts';
import { ListSearch, useListSearch } from '../list-search.tsx';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';

/** Workspace → Blocked senders (R-DSK-5): who is kept out, why, until when and by whom; let in again with Undo. */
export function BlockedSection() {
  const { t } = useTranslation();
  const { q, setQ } = useListSearch();
  const list = useInfiniteQuery(
    cached.blockedSenders.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ q: q.trim() || undefined, cursor, limit: 100 }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section group={t('settings.group.workspace')} title={t('blockedSetting.name')}>
      <p className="settings-intro">{t('blockedSetting.intro')}</p>
      {list.isPending && <TableSkeleton />}
      {list.isError && (
        <Failed title={t('blockedSetting.failed')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && items.length === 0 && !q && (
        <Empty icon={IconBan} title={t('blockedSetting.none')}>
          {t('blockedSetting.noneHint')}
        </Empty>
      )}
      {(items.length > 0 || q) && <ListSearch q={q} onChange={setQ} label={t('blockedSetting.find')} />}
      {list.isSuccess && items.length === 0 && q && <Empty icon={IconBan} title={t('blockedSetting.nothing', { q })} />}
      {items.length > 0 && (
        <table className="settings-table blocked-table">
          <thead>
            <tr>
              <th scope="col">{t('blockedSetting.sender')}</th>
              <th scope="col">{t('blockedSetting.why')}</th>
              <th scope="col">{t('blockedSetting.until')}</th>
              <th scope="col" className="hide-small">
                {t('blockedSetting.by')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <Row key={one.id} sender={one} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <button type="button" className="btn sm settings-after" onClick={() => void list.fetchNextPage()}>
          {t('blockedSetting.more')}
        </button>
      )}
    </Section>
  );
}

function Row({
  sender: { id, kind, value, how, reason, until, by, conversationId, mayLift },
}: {
  sender: BlockedSender;
}) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const kindName = useKindName();
  const cache = useQueryClient();
  const lift = useMutation({
    mutationFn: () => api.blockedSenders.lift({ id }),
    onSuccess: ({ changeId }) => toast(t('blockedSetting.lifted', { value }), changeId),
    onError: (error) => toast(words(error)),
    onSettled: () => void askRecordsAnew(cache),
  });
  return (
    <tr>
      <td className="wrap">
        {value} <span className="t3 s12">{kindName(kind)}</span>
      </td>
      <td className="wrap">
        <span className="badge warn">{t(`kept.${how}`)}</span> <span className="t2">{reason}</span>{' '}
        {conversationId && (
          <Link
            to="/w/$slug/conversations/$id"
            params={{ slug: currentWorkspace(), id: conversationId }}
            search={{ out: 'any' }}
            className="s12"
          >
            {t('blockedSetting.open')}
          </Link>
        )}
      </td>
      <td className="t2 num">{until ? dayAndTime(until) : t('blockedSetting.ever')}</td>
      <td className="t2 hide-small">{by?.name}</td>
      <td className="right">
        {mayLift && (
          <button
            type="button"
            className="btn sm"
            disabled={lift.isPending}
            aria-label={t('blockedSetting.liftOf', { value })}
            onClick={() => lift.mutate()}
          >
            {t('blockedSetting.lift')}
          </button>
        )}
      </td>
    </tr>
  );
}
