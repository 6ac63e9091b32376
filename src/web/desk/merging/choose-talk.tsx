import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { Empty, Failed, Skeleton } from '../../frame/states.tsx';
import { recently } from '../../i18n/format.ts';
import { ChannelGlyph } from '../../identifiers/channel-glyph.tsx';

interface ChooseTalkProps {
  id: string;
  contactId: number | null;
  onChoose: (id: string) => void;
}

/** The client's other conversations that one may see, the newest first. */
export function ChooseTalk({ id, contactId, onChoose }: ChooseTalkProps) {
  const { t } = useTranslation();
  const list = useQuery(
    cached.conversations.list.queryOptions({
      input: { contact: contactId ?? 0, limit: 50 },
      enabled: contactId !== null,
    }),
  );
  const others = (list.data?.items ?? []).filter((one) => one.id !== id);
  if (list.isError)
    return <Failed title={t('mergeTalk.loadFailed')} error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending && contactId !== null)
    return (
      <div className="dialog-body">
        <Skeleton>
          <span className="sk" />
          <span className="sk" />
        </Skeleton>
      </div>
    );
  if (others.length === 0) return <Empty icon={IconMessages} title={t('mergeTalk.noOther')} />;
  return (
    <ul className="dialog-body choose-talk">
      {others.map(({ id: other, channel, queue, subject, lastText, lastAt, state }, place) => (
        <li key={other}>
          <button type="button" data-autofocus={place === 0 || undefined} onClick={() => onChoose(other)}>
            <ChannelGlyph kind={channel.kind} />
            <span className="cut grow">
              <b>{subject ?? lastText ?? channel.name}</b> <span className="t3">{queue.name}</span>
            </span>
            <span className={`badge ${state === 'closed' ? '' : 'open'}`}>{t(`history.${state}`)}</span>
            <time className="s12 t3 num" dateTime={lastAt}>
              {recently(lastAt)}
            </time>
          </button>
        </li>
      ))}
    </ul>
  );
}
