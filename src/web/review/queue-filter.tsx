import { Menu } from '@mantine/core';
import { IconFilter, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReviewSearch } from '../addresses.ts';
import { api, cached } from '../api.ts';
import { Choice, DropMenu } from '../frame/menu.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { currentWorkspace } from '../workspace.ts';

const steps = [50, 80, 90] as const;

/** What the queue shows: from which probability on; and comparing all cards anew. */
export function QueueFilter({ search }: { search: ReviewSearch }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const supervisor = useSupervisor();
  const find = useMutation({
    mutationFn: () => api.duplicates.find(),
    onSuccess: (status) => cache.setQueryData(cached.duplicates.status.queryKey(), status),
    onError: (error) => toast(`${t('review.notDone')}. ${words(error)}`),
  });
  const chosen = search.min ?? 50;
  return (
    <DropMenu position="bottom-end" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={`ib ${chosen > 50 ? 'on' : ''}`}
          aria-label={t('review.filter')}
          title={t('review.filter')}
        >
          <IconFilter aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('review.atLeast')}</Menu.Label>
        {steps.map((score) => (
          <Choice
            key={score}
            close
            chosen={chosen === score}
            name={t('review.from', { score })}
            onChoose={() =>
              void navigate({
                to: '/w/$slug/review',
                params: { slug: currentWorkspace() },
                search: { ...search, min: score === 50 ? undefined : score },
              })
            }
          />
        ))}
        {supervisor && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconRefresh aria-hidden />} onClick={() => find.mutate()}>
              {t('review.find')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </DropMenu>
  );
}
