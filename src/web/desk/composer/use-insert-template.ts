import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Template } from '#contract/reply.ts';
import { api, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { saveSoon } from './drafts.ts';
import { filledIn, type Mark } from './marks.ts';
import { composerField, putIn } from './writing.ts';

interface Wanted {
  template: Template;
  /** A language of its own; without it the client's. */
  language?: 'en' | 'cs';
  /** What it takes the place of. */
  instead?: Mark;
}

/** Puts a template, filled in for the conversation, into what is being written (R-TAB-7). */
export function useInsertTemplate({ id, contact }: Pick<Conversation, 'id' | 'contact'>): (wanted: Wanted) => void {
  const { t } = useTranslation();
  const filling = useMutation({
    mutationFn: ({ template, language }: Wanted) => api.templates.fill({ id, templateId: template.id, language }),
    onSuccess: ({ text }, { template, instead }) => {
      const texts = Object.values(template.texts);
      putIn(id, { text, marks: filledIn(texts, text), instead, contactId: contact?.id ?? null });
      saveSoon(id);
      composerField.focus(id);
    },
    onError: (error) => toast(`${t('templates.notFilled')}. ${failureOf(error).message || t('frame.nothingLost')}`),
  });
  return (wanted) => {
    if (!filling.isPending) filling.mutate(wanted);
  };
}
