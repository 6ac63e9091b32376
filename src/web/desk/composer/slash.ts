import { fold } from '#contract/fold.ts';
import type { Template } from '#contract/reply.ts';
import type { Mark } from './marks.ts';

/** A shortcut that is being typed before the cursor: `/dep`. Null where none is. */
export function slashAt(text: string, cursor: number): (Mark & { word: string }) | null {
  const found = /(?:^|\s)\/([\p{L}\p{N}-]{0,30})$/u.exec(text.slice(0, cursor));
  if (!found) return null;
  const word = found[1] ?? '';
  return { from: cursor - word.length - 1, to: cursor, word };
}

/** Templates that a typed shortcut may mean: by their shortcut first, then by their name. At most eight. */
export function templatesFor(word: string, templates: Template[]): Template[] {
  const wanted = fold(word);
  const byShortcut = templates.filter(({ shortcut }) => shortcut && fold(shortcut).startsWith(wanted));
  const byName = templates.filter((one) => !byShortcut.includes(one) && fold(one.name).includes(wanted));
  return [...byShortcut, ...byName].slice(0, 8);
}
