import { IconArrowForwardUp } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '#contract/board.ts';
import type { ConversationRow } from '#contract/conversation.ts';
import { Ago } from '../desk/ago.tsx';
import { AskColleague } from '../desk/ask-colleague.tsx';
import { LinkMark } from '../desk/conversation-list-row.tsx';
import { useDeskVerbs } from '../desk/use-desk-verbs.ts';
import { useBusyList, useStillRows } from '../frame/use-still-rows.ts';
import { recently } from '../i18n/format.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { currentWorkspace } from '../workspace.ts';
import { NobodyFree } from './nobody-free.tsx';

const few = 8;
const conversation = '/w/$slug/conversations/$id';

/** Who waits, the longest first, and where nobody is free to answer them. Rows do not move under the pointer. */
export function BoardWaiting({ board }: { board: Board }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const [busy, attach] = useBusyList();
  const { rows } = useStillRows(board.waiting, {
    busy,
    subject: board.queues.map(({ id }) => id).join(' '),
    keyOf: ({ id }) => id,
    moved: () => false,
  });
  const still = rows.filter(({ id }) => board.waiting.some((one) => one.id === id));
  const shown = all ? still : still.slice(0, few);
  const total = board.queues.reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <aside className="board-waiting" aria-labelledby="board-waiting" data-pane tabIndex={-1}>
      <div className="board-head">
        <h2 id="board-waiting">{t('board.waiting')}</h2>
        <span className="count">{total}</span>
        <span className="grow" />
        <span className="s12 t3">{t('board.longestFirst')}</span>
      </div>
      {total === 0 && <p className="board-none t3">{t('board.nobodyWaits')}</p>}
      <ul ref={attach}>
        {shown.map((row) => (
          <WaitingRow key={row.id} row={row} queue={board.queues.find(({ id }) => id === row.queue.id)} />
        ))}
      </ul>
      {still.length > shown.length && (
        <button type="button" className="btn quiet sm board-more" onClick={() => setAll(true)}>
          {t('board.more', { count: still.length - shown.length })}
        </button>
      )}
      <NobodyFree board={board} />
    </aside>
  );
}

function WaitingRow({ row, queue }: { row: ConversationRow; queue: Board['queues'][number] | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { accept } = useDeskVerbs(row);
  const [asking, setAsking] = useState(false);
  const to = { to: conversation, params: { slug: currentWorkspace(), id: row.id } } as const;
  const takeOver = () => accept.mutate(false, { onSuccess: () => void navigate(to) });
  return (
    <li>
      <ChannelGlyph kind={row.channel.kind} />
      <div className="cut">
        <div className="row tight">
          <Link {...to} className="plain cut">
            <b className="cut">{row.topic}</b>
          </Link>
          <LinkMark row={row} />
        </div>
        <div className="s12 t3 cut">
          {row.queue.name} · {row.asked?.to ? t('deskList.handedOver', { name: row.asked.to.name }) : known()}
        </div>
      </div>
      <span className="num s12 wait">
        <Ago at={row.waitingSince ?? row.lastAt} waits limits={queue} />
      </span>
      <button type="button" className="btn sm" disabled={accept.isPending} onClick={takeOver}>
        {t('talk.takeOver')} <span className="sr">{row.topic}</span>
      </button>
      <button
        type="button"
        className="ib"
        aria-label={t('board.assignOne', { name: row.topic })}
        title={t('board.assign')}
        onClick={() => setAsking(true)}
      >
        <IconArrowForwardUp aria-hidden />
      </button>
      <AskColleague
        conversation={{ ...row, collaborators: [] }}
        what="redirect"
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </li>
  );

  function known(): string {
    if (!row.contact) return t('desk.unknown');
    const last = row.contact.lastContactAt;
    return last ? t('desk.last', { when: recently(last) }) : t('desk.known');
  }
}
