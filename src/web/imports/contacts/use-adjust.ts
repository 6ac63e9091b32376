import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactImportSettings } from '#contract/contact-import.ts';
import type { Import } from '#contract/import.ts';
import { api, cached } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';

type Decisions = NonNullable<ContactImportSettings['rows']>;
export type Decision = Decisions[string];

export interface Adjusting {
  /** The import as it is, or as it was last asked to be. */
  about: Import;
  adjust: (settings: ContactImportSettings) => void;
  /** Decides on one row; null: as set for all. */
  decide: (row: number, decision: Decision | null) => void;
  decisions: Decisions;
  /** The rows are being looked at anew. */
  pending: boolean;
}

/** Changes how a file is read and what happens to its rows; the server then looks at all of them anew, and nothing is saved. */
export function useAdjust(about: Import): Adjusting {
  const { id, state } = about;
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const key = cached.imports.read.queryKey({ input: { id } });
  const [decisions, setDecisions] = useState<Decisions>({});
  const latest = useRef<ContactImportSettings>(undefined);
  const [asked, setAsked] = useState<ContactImportSettings>(); // at once: a mutation tells of itself a moment later
  const adjusting = useMutation({
    mutationFn: (settings: ContactImportSettings) => api.imports.adjust({ id, ...settings }),
    onMutate: (settings) => {
      latest.current = settings;
      void cache.cancelQueries({ queryKey: key }); // an answer from before would take the choice back for a moment
      cache.setQueryData(key, (before) => before && foreseen(before, settings));
    },
    onSuccess: (answer, settings) => {
      if (latest.current !== settings) return;
      void cache.cancelQueries({ queryKey: key });
      cache.setQueryData(key, answer);
    },
    onError: (error) => {
      toast(`${t('contactImport.adjustFailed')}. ${words(error)}`);
      void cache.invalidateQueries({ queryKey: key });
    },
  });
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'checking' && state === 'checked') {
      void cache.invalidateQueries({ queryKey: cached.imports.rows.key() });
    }
    before.current = state;
  }, [state, cache]);
  return {
    about: asked ? foreseen(about, asked) : about,
    adjust: (settings) => {
      setAsked(settings);
      adjusting.mutate(settings, { onSettled: () => setAsked(undefined) });
    },
    decide: (row, decision) => {
      const { [row]: _, ...others } = decisions;
      const next: Decisions = decision === null ? others : { ...others, [row]: decision };
      setDecisions(next);
      adjusting.mutate({ rows: next }, { onError: () => setDecisions(decisions) });
    },
    decisions,
    pending: adjusting.isPending || state === 'checking',
  };
}

/** What was chosen stands at once, while the rows are looked at anew. */
function foreseen(about: Import, { match, columns = {} }: ContactImportSettings): Import {
  if (!about.rows) return about;
  const targets = about.rows.columns.map((column) => ({ ...column, target: columns[column.name] ?? column.target }));
  return { ...about, state: 'checking', rows: { ...about.rows, match: match ?? about.rows.match, columns: targets } };
}
