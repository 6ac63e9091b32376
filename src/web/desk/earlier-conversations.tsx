import { IconHistory } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { api, cached } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { recently } from '../i18n/format.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { useLinkWords } from '../identifiers/link-words.ts';

/** Earlier unknown conversations with the same identifiers are offered for linking (R-REC-3): all ticked, one key links them. */
export function EarlierConversations({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const refusalWords = useRefusalWords();
  const cache = useQueryClient();
  const words = useLinkWords();
  const [opened, setOpened] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery(
    cached.conversations.earlier.queryOptions({ input: { id: conversation.id }, enabled: opened }),
  );
  const items = query.data?.items ?? [];
  const chosen = items.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const link = useMutation({
    mutationFn: () => api.conversations.linkEarlier({ id: conversation.id, conversations: chosen }),
    onSuccess: ({ changeId }) => toast(t('earlier.linked', { count: chosen.length }), changeId),
    onError: (error) => toast(`${t('client.notLinked')}. ${refusalWords(error)}`),
    onSettled: () => askRecordsAnew(cache),
  });
  if (conversation.earlier === 0) return null;
  const tick = (id: string, on: boolean) =>
    setLeft(new Set(on ? [...left].filter((one) => one !== id) : [...left, id]));

  return (
    <div className="why claim earlier">
      <IconHistory aria-hidden />
      <div className="grow">
        {t('earlier.title', { count: conversation.earlier })}. <span className="t2">{t('earlier.hint')}</span>{' '}
        <button type="button" className="textlink" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {t(opened ? 'earlier.hide' : 'earlier.show')}
        </button>
        {opened && query.isError && <p className="bad">{t('earlier.failed')}</p>}
        {opened && items.length > 0 && (
          <>
            <ul>
              {items.map((one) => (
                <li key={one.id}>
                  <label>
                    <input
                      type="checkbox"
                      checked={!left.has(one.id)}
                      onChange={(event) => tick(one.id, event.target.checked)}
                    />
                    <ChannelGlyph kind={one.channel.kind} />
                    <span className="cut">
                      {one.subject ?? one.lastText ?? t('earlier.noSubject')}
                      <span className="s12 t3 cut">
                        {[recently(one.firstAt), words.evidence(one.evidence)].join(' · ')}
                      </span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
            <button
              type="button"
              className="btn sm"
              disabled={chosen.length === 0 || link.isPending}
              onClick={() => link.mutate()}
            >
              {t('earlier.link', { count: chosen.length })}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
