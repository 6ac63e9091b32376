import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation, Entry } from '#contract/conversation.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { askAfter } from '../freshen-rows.ts';
import { saveSoon } from './drafts.ts';
import { newId, type Pending } from './outbox.ts';
import { sendPending } from './send-pending.ts';
import { composerField, giveBack, takeWriting, writingOf } from './writing.ts';

/** Files of replies that may still be taken back. */
const lately = new Map<string, File[]>();

/** Sending what is written, trying again what failed, and taking back what has not left. */
export function useSending({ id, contact }: Pick<Conversation, 'id' | 'contact'>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const contactId = contact?.id ?? null;

  const takeBack = useMutation({
    mutationFn: (replyId: string) => api.conversations.takeBack({ id, replyId }),
    onSuccess: (entry) => {
      keepEntry(cache, id, entry);
      giveBack(id, {
        mode: 'reply',
        text: (entry.text ?? '').slice(0, entry.newLength ?? undefined),
        files: lately.get(entry.id) ?? [],
        contactId,
      });
      saveSoon(id);
      toast(t('delivery.takenBackToast'));
      composerField.focus(id);
    },
    onError: (error) => toast(failureOf(error).message || t('frame.nothingLost')),
    onSettled: () => askAfter(cache, id),
  });
  const tryAgain = useMutation({
    mutationFn: (replyId: string) => api.conversations.tryAgain({ id, replyId }),
    onSuccess: (entry) => keepEntry(cache, id, entry),
    onError: (error) => toast(failureOf(error).message || t('frame.nothingLost')),
    onSettled: () => askAfter(cache, id, cached.conversations.key()),
  });

  async function deliver(pending: Pending): Promise<void> {
    const entry = await sendPending(pending);
    if (!entry) return;
    keepEntry(cache, id, entry);
    const until = entry.delivery?.state === 'waiting' ? entry.delivery.until : null;
    if (until && new Date(until).getTime() > Date.now() + 1_000) {
      lately.set(entry.id, pending.files);
      setTimeout(() => lately.delete(entry.id), 90_000);
      toast(t('delivery.goesOutToast'), () => takeBack.mutate(entry.id));
    }
    void askAfter(cache, id, cached.conversations.key());
  }

  return {
    /** Sends what stands in the field. `anyway`: for the present client, though it was begun for another. */
    send: (anyway = false) => {
      const { text } = writingOf(id);
      if (text.trim() === '') return;
      const { mode, files, contactId: begunFor, via, quote } = takeWriting(id);
      const at = new Date().toISOString();
      const whom = anyway ? contactId : begunFor;
      void deliver({
        id: newId(),
        conversationId: id,
        mode,
        text: text.trim(),
        files,
        via,
        quote,
        contactId: whom,
        at,
        failed: false,
      });
    },
    resend: (pending: Pending) => void deliver(pending),
    takeBack,
    tryAgain,
  };
}

/** The entry stands in the thread at once, before anybody asks for it anew. */
function keepEntry(cache: QueryClient, id: string, entry: Entry): void {
  const queryKey = cached.conversations.entries.key({ input: { id } });
  cache.setQueriesData<InfiniteData<{ items: Entry[] }>>({ queryKey }, (known) => {
    if (!known?.pages) return known;
    const isThere = known.pages.some(({ items }) => items.some((one) => one.id === entry.id));
    const pages = known.pages.map((page, place) => {
      if (isThere) return { ...page, items: page.items.map((one) => (one.id === entry.id ? entry : one)) };
      return place === known.pages.length - 1 ? { ...page, items: [...page.items, entry] } : page;
    });
    return { ...known, pages };
  });
}
