import { IconHistory, IconPin, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../frame/keys.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { WhenSeen } from '../frame/when-seen.tsx';
import { month } from '../i18n/format.ts';
import { ChangeEntry } from './change-entry.tsx';
import { ConversationEntry } from './conversation-entry.tsx';
import { HiddenEntry } from './hidden-entry.tsx';
import { HistorySkeleton } from './history-skeleton.tsx';
import { HistoryTools } from './history-tools.tsx';
import { hitsOf, sectionsOf, useHistory } from './use-history.ts';
import './history.css';
import './transcript.css';

interface HistoryProps {
  contactId: number;
  contactName: string;
  /** One line an entry, on the card; two lines beside a conversation. */
  wide?: boolean;
  /** The conversation that is on screen already. */
  current?: string;
}

/** The history of a card on one time axis (R-HIS-1): open conversations pinned on top, then months; searched in place. */
export function History({ contactId, contactName, wide = false, current }: HistoryProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [channel, setChannel] = useState<string>();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const Heading = wide ? 'h3' : 'h2';
  const history = useHistory(contactId, q, channel);
  const hits = q ? hitsOf(history.items) : [];
  const hit = hits[at];

  const toggle = (id: string, open = !opened.has(id)) => {
    const next = new Set(opened);
    if (open) next.add(id);
    else next.delete(id);
    setOpened(next);
  };
  const jump = (step = 1) => {
    const to = hits.length === 0 ? -1 : (at + step + hits.length) % hits.length;
    setAt(to);
    const target = hits[to];
    if (target?.entry) toggle(target.item, true);
    if (target)
      requestAnimationFrame(() => document.getElementById(`item-${target.item}`)?.scrollIntoView({ block: 'nearest' }));
  };
  useKeys({
    nextHit: (event) => (hits.length > 0 ? jump(event.shiftKey ? -1 : 1) : false),
    search: () => field.current?.select(),
  });

  return (
    <>
      <HistoryTools
        contactId={contactId}
        contactName={contactName}
        field={field}
        wide={wide}
        q={q}
        hits={hits.length}
        at={at}
        onSearch={(next) => {
          setQ(next);
          setAt(-1);
        }}
        onJump={jump}
        channel={channel}
        onChannel={setChannel}
      />
      <div className={`scroll axis-pane ${wide ? 'wide' : ''}`} aria-busy={history.isPlaceholderData}>
        {list()}
      </div>
    </>
  );

  function list() {
    if (history.isPending) return <HistorySkeleton />;
    if (history.isError && history.items.length === 0) {
      return <Failed title={t('history.failed')} error={history.error} retry={() => void history.refetch()} />;
    }
    if (history.items.length === 0) {
      return q || channel ? (
        <Empty icon={IconSearch} title={t('history.nothing', { q })}>
          {t('history.nothingHint')}
        </Empty>
      ) : (
        <Empty icon={IconHistory} title={t('history.none')}>
          {t('history.noneHint')}
        </Empty>
      );
    }
    return (
      <ol className="axis">
        {sectionsOf(history.items).map((section) => (
          <li key={section.key}>
            <Heading className="month">
              {section.open && <IconPin className="i-14" aria-hidden />}
              {section.open ? t('history.openNow') : month(section.at)}
            </Heading>
            <ol>
              {section.items.map((item) => {
                if (item.type === 'hidden') return <HiddenEntry key={`${item.at} ${item.queue.id}`} item={item} />;
                if (item.type === 'change')
                  return <ChangeEntry key={item.id} change={item} contactId={contactId} q={q} />;
                return (
                  <ConversationEntry
                    key={item.id}
                    item={item}
                    contactId={contactId}
                    contactName={contactName}
                    q={q}
                    wide={wide}
                    isCurrent={item.id === current}
                    isOpen={opened.has(item.id)}
                    onToggle={() => toggle(item.id)}
                    hit={hit?.item === item.id ? hit.entry : null}
                  />
                );
              })}
            </ol>
          </li>
        ))}
        {history.hasNextPage && <WhenSeen key={history.items.length} onSeen={() => void history.fetchNextPage()} />}
      </ol>
    );
  }
}
