import { Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, cached } from '../api.ts';
import { DropMenu } from '../frame/menu.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';

/** Templates, starred ones first: the chosen one is filled in from the card. */
export function BeginTemplates({ contactId, onPut }: { contactId: number; onPut: (text: string) => void }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const [opened, open] = useState(false);
  const templates = useQuery(cached.templates.list.queryOptions({ enabled: opened, staleTime: 60_000 }));
  const filling = useMutation({
    mutationFn: (templateId: string) => api.contacts.fillTemplate({ id: contactId, templateId }),
    onSuccess: ({ text }) => onPut(text),
    onError: (error) => toast(`${t('templates.notFilled')}. ${words(error)}`),
  });
  const listed = (templates.data?.items ?? []).toSorted((a, b) => Number(b.starred) - Number(a.starred));
  return (
    <DropMenu opened={opened} onChange={open} position="top-start" width={280}>
      <Menu.Target>
        <button type="button" className="ib" aria-label={t('begin.templates')} title={t('begin.templates')}>
          <IconTemplate aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {listed.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => filling.mutate(id)}>
            {name}
          </Menu.Item>
        ))}
        {listed.length === 0 && (
          <p className="menu-head t2">{t(templates.isPending ? 'app.loading' : 'begin.noTemplates')}</p>
        )}
      </Menu.Dropdown>
    </DropMenu>
  );
}
