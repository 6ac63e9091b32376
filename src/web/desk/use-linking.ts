import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { api } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { askAfter } from './freshen-rows.ts';

export interface Choice {
  contactId: number;
  name: string;
  identifiers: { kind: string; value: string }[];
}

/** Linking a conversation to a card, unlinking it, or making a card of its client: each with Undo. */
export function useLinking(conversation: Conversation) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const { id, topic } = conversation;
  const channel = t(`channel.${channelKind(conversation.channel.kind)}`);
  const common = {
    onError: (error: unknown) => toast(`${t('client.notLinked')}. ${words(error)}`),
    onSettled: () => askAfter(cache, id),
  };
  const link = useMutation({
    mutationFn: ({ contactId, identifiers }: Choice) => api.conversations.link({ id, contactId, identifiers }),
    onSuccess: ({ changeId }, { name }) => toast(t('client.linked', { name, channel }), changeId),
    ...common,
    onSettled: () => void askAfter(cache, id), // its dialog closes with the answer
  });
  const unlink = useMutation({
    mutationFn: () => api.conversations.unlink({ id }),
    onSuccess: ({ changeId }) => toast(t('client.unlinked', { name: topic }), changeId),
    ...common,
  });
  const addContact = useMutation({
    mutationFn: () => api.conversations.addContact({ id }),
    onSuccess: ({ name, changeId }) => toast(t('client.added', { name: name ?? topic }), changeId),
    ...common,
    onError: undefined, // a value that another card has opens a dialog
  });
  return { link, unlink, addContact };
}
