import type { BoardOperator } from '#contract/board.ts';

/** Ready, with a place left, in no call, and nothing to finish: as the server counts who is free. */
export function isFree({ presence, taken, places, call, wrapping }: BoardOperator): boolean {
  return presence === 'ready' && taken < places && call === null && wrapping === null;
}

/** The call that an operator is in, of those one may read. */
export function callOf(operator: BoardOperator): BoardOperator['with'][number] | undefined {
  return operator.with.find(({ channel }) => channel.kind === 'phone');
}

/** Those who are free first, then who works, who finishes, who has a pause, who is away; by name. */
export function byState(operators: BoardOperator[]): BoardOperator[] {
  return operators.toSorted((a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name));
}

function placeOf(operator: BoardOperator): number {
  if (isFree(operator)) return 0;
  if (operator.presence !== 'ready') return operator.presence === 'pause' ? 4 : 5;
  return operator.call !== null ? 1 : operator.wrapping === null ? 2 : 3;
}
