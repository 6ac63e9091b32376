import { Menu } from '@mantine/core';
import { IconEar } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, BoardOperator } from '#contract/board.ts';
import { DropMenu } from '../frame/menu.tsx';
import { usePauseReason } from '../frame/pause-reason.ts';
import { length } from '../i18n/format.ts';
import { ChannelGlyph, channelKind } from '../identifiers/channel-glyph.tsx';
import { initials } from '../identifiers/initials.ts';
import { currentWorkspace } from '../workspace.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { byState, callOf, isFree } from './board-state.ts';
import { useSecondsSince } from './waited.tsx';

/** The operators who are there: their places, whom they are with, and what one can do: assign, listen in, open. */
export function BoardOperators({ board }: { board: Board }) {
  const { t } = useTranslation();
  const [assigning, setAssigning] = useState<BoardOperator | null>(null);
  const [opened, setOpened] = useState(false);
  return (
    <section aria-labelledby="board-operators">
      <div className="board-head">
        <h2 id="board-operators">{t('board.operators')}</h2>
        <span className="count">{board.operators.length}</span>
        <span className="grow" />
        <span className="s12 t3">{t('board.nowWith')}</span>
      </div>
      {board.operators.length === 0 && <p className="board-none t3">{t('board.noOperators')}</p>}
      <ul className="board-operators">
        {byState(board.operators).map((operator) => (
          <OperatorRow
            key={operator.id}
            operator={operator}
            board={board}
            onAssign={() => {
              setAssigning(operator);
              setOpened(true);
            }}
          />
        ))}
      </ul>
      {assigning && (
        <AssignDialog operator={assigning} board={board} opened={opened} onClose={() => setOpened(false)} />
      )}
    </section>
  );
}

interface RowProps {
  operator: BoardOperator;
  board: Board;
  onAssign: () => void;
}

function OperatorRow({ operator, board, onAssign }: RowProps) {
  const { t } = useTranslation();
  const free = isFree(operator);
  const call = callOf(operator);
  const dot = operator.presence === 'ready' ? (free ? 'ready' : 'busy') : operator.presence;
  return (
    <li>
      <span className="op alt lg" aria-hidden>
        {initials(operator.name)}
        <i className={`dot ${dot}`} />
      </span>
      <div className="cut">
        <b className="cut">{operator.name}</b>
        <div className="s12 t2 cut">
          <WhatTheyDo operator={operator} queues={board.queues} />
        </div>
      </div>
      <Places operator={operator} />
      <span className="s12 t3 cut board-with">
        <NowWith operator={operator} />
      </span>
      <span className="board-do">
        {free ? (
          <button type="button" className="btn quiet sm" onClick={onAssign}>
            {t('board.assign')} <span className="sr">{operator.name}</span>
          </button>
        ) : call ? (
          <Link to={conversation} params={{ slug: currentWorkspace(), id: call.id }} className="btn quiet sm">
            <IconEar aria-hidden />
            {t('board.listen')} <span className="sr">{operator.name}</span>
          </Link>
        ) : (
          operator.with.length > 0 && <OpenTheirs operator={operator} label={t('board.openOne')} />
        )}
      </span>
    </li>
  );
}

const conversation = '/w/$slug/conversations/$id';

function WhatTheyDo({ operator, queues }: { operator: BoardOperator; queues: Board['queues'] }) {
  const { t } = useTranslation();
  const inWords = usePauseReason();
  const { presence, reason, wrapping, since, call } = operator;
  const names = queues.filter(({ id }) => operator.queues.includes(id)).map(({ name }) => name);
  if (call) return <Timed words={t('board.onCall')} since={call} />;
  if (wrapping) return <Timed words={t('board.wrapping')} since={wrapping} />;
  if (presence === 'pause') {
    const words = reason ? t('board.pauseBecause', { reason: inWords(reason) }) : t('board.pause');
    return since ? <Timed words={words} since={since} inMinutes /> : words;
  }
  if (presence === 'away') return t('board.away');
  return [t(isFree(operator) ? 'board.isFree' : 'board.isFull'), ...names.slice(0, 2)].join(', ');
}

function Timed({ words, since, inMinutes }: { words: string; since: string; inMinutes?: boolean }) {
  const { t } = useTranslation();
  const seconds = useSecondsSince(since);
  const long = inMinutes || seconds >= 3_600;
  return (
    <>
      {words},{' '}
      <time dateTime={since} className="num">
        {long ? t('board.minutes', { count: Math.floor(seconds / 60) }) : length(seconds).padStart(5, '0')}
      </time>
    </>
  );
}

const mostSquares = 8;

function Places({ operator: { taken, places } }: { operator: BoardOperator }) {
  const { t } = useTranslation();
  const said = t('board.places', { taken, places });
  if (Math.max(places, taken) > mostSquares)
    return (
      <span className="num s12 t2 board-slots" role="img" aria-label={said}>
        {taken} / {places}
      </span>
    );
  const squares = Array.from({ length: Math.max(places, taken) }, (_, at) => at);
  return (
    <span className="board-slots" role="img" aria-label={said} title={said}>
      {squares.map((at) => (
        <i key={at} className={at < taken ? 'on' : ''} />
      ))}
    </span>
  );
}

/** One conversation by its client, several by their number, behind which they stand. */
function NowWith({ operator }: { operator: BoardOperator }) {
  const { t } = useTranslation();
  const [only] = operator.with;
  if (operator.running === 0) return t('board.nothing');
  const many = t('board.conversations', { count: operator.running });
  if (!only) return many; // none that one may read
  if (operator.running > 1) return <OpenTheirs operator={operator} label={many} />;
  const kind = channelKind(only.channel.kind);
  return (
    <Link to={conversation} params={{ slug: currentWorkspace(), id: only.id }} className="plain">
      {kind === 'custom' ? only.channel.name : t(`channel.${kind}`)}, {only.topic}
    </Link>
  );
}

/** The conversations of an operator: one opens to be read, with one's presence shown to who is in it. */
function OpenTheirs({ operator, label }: { operator: BoardOperator; label: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <DropMenu>
      <Menu.Target>
        <button type="button" className="btn quiet sm">
          {label} <span className="sr">{operator.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.openOf', { name: operator.name })}>
        {operator.with.map(({ id, channel, topic }) => (
          <Menu.Item
            key={id}
            leftSection={<ChannelGlyph kind={channel.kind} plain />}
            onClick={() => void navigate({ to: conversation, params: { slug: currentWorkspace(), id } })}
          >
            {topic}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </DropMenu>
  );
}
