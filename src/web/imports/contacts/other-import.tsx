import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { importQuestion } from '../import-question.ts';
import { useImportState } from '../use-import-state.ts';
import { RowsProgress } from './rows-progress.tsx';
import { StopOther } from './stop-other.tsx';

/** Another file of contacts that is being saved meanwhile, in the corner. */
export function OtherImport({ than }: { than: string }) {
  const { t } = useTranslation();
  const list = useQuery(cached.imports.list.queryOptions({ staleTime: 5_000, retry: false }));
  const other = list.data?.items.find(
    ({ id, kind, state }) => id !== than && kind === 'contacts' && (state === 'running' || state === 'waiting'),
  );
  const asked = useQuery(importQuestion(other?.id ?? null));
  const about = asked.data ?? other ?? null;
  const state = useImportState(
    about && {
      kind: about.kind,
      id: about.id,
      name: about.name,
      size: about.bytes,
      sent: about.bytes,
      slug: '',
      file: null,
      own: [],
      failure: null,
      seen: false,
    },
  );
  if (!about || !state || state.isOver) return null;
  return (
    <aside className="import-corner" aria-label={t('imports.contactsTitle')}>
      <RowsProgress about={about} state={state}>
        <StopOther id={about.id} />
      </RowsProgress>
    </aside>
  );
}
