import { IconCircleOff, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExcludedValue } from '#contract/field.ts';
import { api, cached } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { toast } from '../../frame/toast.ts';
import { grouped } from '../../i18n/format.ts';
import { useKindName } from '../../identifiers/kind-name.ts';
import { TableSkeleton } from '../table-skeleton.tsx';
import { AddExcluded } from './add-excluded.tsx';

type Named = Pick<ExcludedValue, 'kind' | 'value'>;

const few = 100;

/** Values that never identify (R-ID-7): the administrators' list and the workspace's own, with how often each was met. */
export function ExcludedValues() {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const kindName = useKindName();
  const [whole, setWhole] = useState(false);
  const list = useQuery(cached.excludedValues.list.queryOptions());
  const items = list.data?.items ?? [];
  const shown = whole ? items : items.slice(0, few);
  const onSettled = () => cache.invalidateQueries({ queryKey: cached.excludedValues.list.key() });
  const onError = (error: unknown) => toast(words(error));
  const add = useMutation({
    mutationFn: ({ kind, value }: Named) => api.excludedValues.add({ kind, value }),
    onSuccess: (added) => toast(t('excluded.added', { value: added.value }), () => remove.mutate(added)),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ kind, value }: Named) => api.excludedValues.remove({ kind, value }),
    onSuccess: (removed) => toast(t('excluded.removed', { value: removed.value }), () => add.mutate(removed)),
    onError,
    onSettled,
  });

  return (
    <section className="settings-part" aria-labelledby="excluded">
      <h2 id="excluded">{t('excluded.title')}</h2>
      <p className="t2">{t('excluded.intro')}</p>
      <AddExcluded add={add} />
      {list.isPending && <TableSkeleton />}
      {list.isError && <Failed title={t('excluded.failed')} error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon={IconCircleOff} title={t('excluded.none')}>
          {t('excluded.noneHint')}
        </Empty>
      )}
      {items.length > 0 && (
        <table className="settings-table excluded-table">
          <thead>
            <tr>
              <th scope="col">{t('excluded.value')}</th>
              <th scope="col">{t('excluded.kind')}</th>
              <th scope="col">{t('excluded.why')}</th>
              <th scope="col" className="right">
                {t('excluded.hits')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.kind} ${one.value}`}>
                <td className="wrap">{one.value}</td>
                <td className="t2">{kindName(one.kind)}</td>
                <td className="t2">{t(`excluded.${one.why}`)}</td>
                <td className="num t2 right">
                  {one.hits > 0
                    ? t('excluded.times', { count: one.hits, number: grouped(one.hits) })
                    : t('excluded.never')}
                </td>
                <td className="right">
                  {one.why === 'listed' && (
                    <button
                      type="button"
                      className="ib sm"
                      aria-label={t('excluded.remove', { value: one.value })}
                      title={t('excluded.remove', { value: one.value })}
                      disabled={remove.isPending}
                      onClick={() => remove.mutate(one)}
                    >
                      <IconTrash aria-hidden />
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {items.length > shown.length && (
        <button type="button" className="btn sm settings-after" onClick={() => setWhole(true)}>
          {t('excluded.all', { number: grouped(items.length) })}
        </button>
      )}
    </section>
  );
}
