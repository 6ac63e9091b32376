import type { FirstLoad } from './first-load.ts';
import type { Interaction, Spread } from './interactions.ts';
import type { Scrolling } from './scrolling.ts';

/** What one pass measured; `throttle` times as slow as the processor is. */
export interface Pass {
  throttle: number;
  first: FirstLoad;
  interactions: Interaction[];
  scrolls: Scrolling[];
}

/** The goals of the desk: milliseconds at p75, thousands of bytes of gzipped script, the share of late frames. */
export const goals = { paint: 100, panel: 100, scripts: 250, late: 0.05 };

/** Each figure beside its goal, and whether it is met. */
export function asText({ throttle, first, interactions, scrolls }: Pass): string {
  const panels = interactions.flatMap(({ name, panel }) => (panel ? [{ name, panel }] : []));
  return [
    throttle === 1 ? '' : `\nThe processor ${throttle} times as slow: figures to know, not goals\n`,
    `first load: ${first.scripts.toFixed(0)} kB of script (goal ${goals.scripts}: ${met(first.scripts <= goals.scripts)}), ${first.styles.toFixed(0)} kB of styles, ${first.files} files; the list is painted after ${ms(first.list.p50)} ms (p50), ${ms(first.list.max)} ms at most`,
    '',
    table(
      ['interaction to next paint, ms', 'p50', 'p75', 'goal', '', 'p98', 'max', 'tasks over 50 ms', 'longest'],
      interactions.map(({ name, paint, longTasks, longestTask }) => [
        name,
        ...beside(paint, goals.paint),
        String(longTasks),
        ms(longestTask),
      ]),
    ),
    '',
    table(
      ['panel painted, ms', 'p50', 'p75', 'goal', '', 'p98', 'max'],
      panels.map(({ name, panel }) => [name, ...beside(panel, goals.panel)]),
    ),
    '',
    table(
      ['scrolling', 'frames', 'late (16.7 ms)', 'goal', '', 'very late (33 ms)', 'longest gap, ms'],
      scrolls.map(({ name, frames, late, veryLate, longest }) => [
        name,
        String(frames),
        percent(late),
        percent(goals.late),
        met(late <= goals.late),
        percent(veryLate),
        ms(longest),
      ]),
    ),
  ].join('\n');
}

function beside({ p50, p75, p98, max }: Spread, goal: number): string[] {
  return [ms(p50), ms(p75), String(goal), met(p75 <= goal), ms(p98), ms(max)];
}

function met(is: boolean): string {
  return is ? 'met' : 'missed';
}

function ms(value: number): string {
  return value.toFixed(0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function table(...[head, rows]: [head: string[], rows: string[][]]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
