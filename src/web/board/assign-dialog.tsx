import { useTranslation } from 'react-i18next';
import type { Board, BoardOperator } from '#contract/board.ts';
import type { ConversationRow } from '#contract/conversation.ts';
import { useDeskVerbs } from '../desk/use-desk-verbs.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { Waited } from './waited.tsx';

interface AssignDialogProps {
  operator: BoardOperator;
  board: Board;
  opened: boolean;
  onClose: () => void;
}

/** *Assign…*: one of those who wait in an operator's queues, the longest waiting first, is asked of that operator. */
export function AssignDialog({ operator, board, opened, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const waiting = board.waiting.filter(({ queue }) => operator.queues.includes(queue.id));
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('board.assignTo', { name: operator.name })}
      hint={t('board.assignHint')}
      width={480}
    >
      <div className="dialog-body board-assign">
        {waiting.length === 0 && <p className="t2">{t('board.assignNone')}</p>}
        <ul>
          {waiting.slice(0, 12).map((row, at) => (
            <Assignable key={row.id} row={row} board={board} operator={operator} isFirst={at === 0} onDone={onClose} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

interface AssignableProps {
  row: ConversationRow;
  board: Board;
  operator: BoardOperator;
  isFirst: boolean;
  onDone: () => void;
}

function Assignable({ row, board, operator, isFirst, onDone }: AssignableProps) {
  const { redirect } = useDeskVerbs(row);
  const words = useRefusalWords();
  const queue = board.queues.find(({ id }) => id === row.queue.id);
  const assign = () =>
    redirect.mutate({ to: operator.id, name: operator.name, note: null }, { onSuccess: () => onDone() });
  return (
    <li>
      <button
        type="button"
        className="board-choice"
        data-autofocus={isFirst || undefined}
        disabled={redirect.isPending}
        onClick={assign}
      >
        <ChannelGlyph kind={row.channel.kind} />
        <span className="cut grow">
          <b className="cut">{row.topic}</b>
          <span className="s12 t3 cut">{row.queue.name}</span>
        </span>
        <span className="s12">
          <Waited since={row.waitingSince ?? row.lastAt} {...(queue && { limits: queue })} />
        </span>
      </button>
      {redirect.error !== null && (
        <p className="bad" role="alert">
          {words(redirect.error)}
        </p>
      )}
    </li>
  );
}
