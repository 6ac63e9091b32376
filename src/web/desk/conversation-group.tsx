import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { WhenSeen } from '../frame/when-seen.tsx';
import { ConversationListRow } from './conversation-list-row.tsx';
import type { Conversations } from './use-conversations.ts';

/** A group of the list: it folds, counts what it holds, and loads more at its end. */
export function ConversationGroup({
  name,
  list,
  current,
}: {
  name: string;
  list: Conversations;
  current: string | undefined;
}) {
  const [open, setOpen] = useState(true);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section>
      <h3 className="group">
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {name} <span className="count">{list.hasNextPage ? `${list.rows.length}+` : list.rows.length}</span>
          <Chevron className="i-14" aria-hidden />
        </button>
      </h3>
      {open && (
        <ul>
          {list.rows.map((row) => (
            <li key={row.id}>
              <ConversationListRow row={row} isCurrent={row.id === current} />
            </li>
          ))}
        </ul>
      )}
      {open && list.hasNextPage && <WhenSeen key={list.rows.length} onSeen={() => void list.fetchNextPage()} />}
    </section>
  );
}
