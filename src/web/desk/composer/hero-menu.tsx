import { IconForms } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Form } from '#contract/form.ts';
import { api, cached, failureOf } from '../../api.ts';
import { LateMenu } from '../../frame/late-menu.tsx';
import { toast } from '../../frame/toast.ts';
import { newId } from './outbox.ts';

interface HeroMenuProps {
  conversationId: string;
  opened: boolean;
  onChange: (opened: boolean) => void;
}

/** *Hero Card*: picks a form and sends it to the client (R-TAB-8). */
export function HeroMenu({ conversationId, opened, onChange }: HeroMenuProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const forms = useQuery(cached.forms.list.queryOptions({ enabled: opened, staleTime: 60_000 }));
  const heroes = (forms.data?.items ?? []).filter(({ kind, enabled }) => kind === 'hero' && enabled);
  const sending = useMutation({
    mutationFn: ({ form, sendId }: { form: Form; sendId: string }) =>
      api.forms.send({ id: conversationId, formId: form.id, sendId }),
    retry: (count, error) => count < 2 && failureOf(error).code === 'UNREACHABLE',
    onSuccess: (_, { form }) => toast(t('heroCard.sent', { name: form.name })),
    onError: (error) => toast(`${t('heroCard.notSent')}. ${failureOf(error).message || t('frame.nothingLost')}`),
    onSettled: () => cache.invalidateQueries({ queryKey: cached.conversations.key() }),
  });
  return (
    <LateMenu
      opened={opened}
      onChange={onChange}
      position="top-start"
      width={280}
      target={
        <button type="button" className="ib" aria-label={t('heroCard.title')} title={`${t('heroCard.title')} (h)`}>
          <IconForms aria-hidden />
        </button>
      }
    >
      {({ Menu }) => (
        <>
          {heroes.map((form) => (
            <Menu.Item key={form.id} onClick={() => sending.mutate({ form, sendId: newId() })}>
              {form.name}
            </Menu.Item>
          ))}
          {heroes.length === 0 && (
            <p className="menu-head t2">{forms.isPending ? t('app.loading') : t('heroCard.none')}</p>
          )}
        </>
      )}
    </LateMenu>
  );
}
