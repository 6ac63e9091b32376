import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Template } from '#contract/reply.ts';
import { cached } from '../../api.ts';
import type { Mark } from './marks.ts';
import { slashAt, templatesFor } from './slash.ts';
import type { Writing } from './writing.ts';

/** The list of templates that opens while a shortcut is typed. */
export interface Slash {
  list: { id: string; templates: Template[]; chosen: number } | null;
  pick: (template: Template) => void;
  /** Whether the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Follows what is typed: `/dep` opens the templates that it may mean; arrows choose, Enter or Tab picks, Esc closes. */
export function useSlash({ text, cursor }: Writing, onPick: (template: Template, instead: Mark) => void): Slash {
  const id = useId();
  const [place, setPlace] = useState({ word: '', at: 0 });
  const [closed, setClosed] = useState<string | null>(null);
  const slash = slashAt(text, cursor);
  const { data } = useQuery(cached.templates.list.queryOptions({ enabled: slash !== null, staleTime: 60_000 }));
  const templates = slash && closed !== slash.word ? templatesFor(slash.word, data?.items ?? []) : [];
  const chosen = slash && place.word === slash.word ? Math.min(place.at, templates.length - 1) : 0;
  const pick = (template: Template) => slash && onPick(template, { from: slash.from, to: slash.to });

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const current = templates[chosen];
    if (!slash || !current || event.ctrlKey || event.metaKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setPlace({ word: slash.word, at: (chosen + step + templates.length) % templates.length });
    else if (event.key === 'Enter' || event.key === 'Tab') pick(current);
    else if (event.key === 'Escape') setClosed(slash.word);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { list: templates.length > 0 ? { id, templates, chosen } : null, pick, onKeyDown };
}
