import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactImport, RowAction } from '#contract/contact-import.ts';
import type { Import } from '#contract/import.ts';
import { lastDirectory } from '../../addresses.ts';
import { api, cached } from '../../api.ts';
import { useKeys } from '../../frame/keys.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { forgetImport } from '../current-import.ts';
import { Columns } from './columns.tsx';
import { Matching } from './matching.tsx';
import { OtherImport } from './other-import.tsx';
import { PreviewFoot } from './preview-foot.tsx';
import { PreviewTable } from './preview-table.tsx';
import { Reading } from './reading.tsx';
import { RowBanner } from './row-banner.tsx';
import { RowChips } from './row-chips.tsx';
import { useAdjust } from './use-adjust.ts';
import { usePreviewRows } from './use-preview-rows.ts';

/** What each row would do, and beside it how the file is read and what happens where a card is there already. */
export function Preview({ about, contacts: given }: { about: Import; contacts: ContactImport }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const { id } = about;
  const { slug } = useParams({ from: '/w/$slug' });
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [action, setAction] = useState<RowAction>();
  const [cursor, setCursor] = useState(0);
  const adjusting = useAdjust(about);
  const contacts = adjusting.about.rows ?? given;
  const rows = usePreviewRows(id, action, about.state === 'checked');
  const current = rows.rows[cursor];

  const start = useMutation({
    mutationFn: () => api.imports.start({ id }),
    onSuccess: (started) => cache.setQueryData(cached.imports.read.queryKey({ input: { id } }), started),
    onError: (error) => toast(`${t('contactImport.startFailed')}. ${words(error)}`),
  });
  const cancel = useMutation({
    mutationFn: () => api.imports.cancel({ id }),
    onSettled: () => {
      forgetImport();
      void navigate({ to: '/w/$slug/contacts', params: { slug }, search: lastDirectory() });
    },
  });
  const filter = (next: RowAction | undefined) => {
    setAction(next);
    setCursor(0);
  };
  const nextProblem = async () => {
    const place = await rows.find(cursor, (row) => row.action === 'conflict' || row.action === 'invalid');
    if (place >= 0) return setCursor(place);
    const { conflict, invalid } = contacts.checked;
    const isBelow = !rows.complete && action === undefined && conflict + invalid > 0;
    if (isBelow)
      filter(conflict > 0 ? 'conflict' : 'invalid'); // far below: the problems alone
    else toast(t('contactImport.noProblem'));
  };
  const { checked } = contacts;
  const toImport = checked.create + checked.update + checked.conflict;
  const ready = !adjusting.pending && !start.isPending && toImport > 0;
  useKeys({
    nextProblem: () => void nextProblem(),
    'mod+enter': () => (ready ? start.mutate() : false),
  });

  return (
    <>
      <div className="imp">
        <section className="pane imp-rows" aria-label={t('contactImport.preview')}>
          <RowChips checked={checked} chosen={action} onChoose={filter} onNext={() => void nextProblem()} />
          <PreviewTable rows={rows} cursor={cursor} onPoint={setCursor} busy={adjusting.pending} all={shown()} />
          {current && <RowBanner key={current.row} row={current} adjusting={adjusting} />}
        </section>
        <aside className="imp-set" aria-label={t('imports.contactsTitle')} data-pane tabIndex={-1}>
          {contacts.columns.length > 0 && <Columns columns={contacts.columns} onChange={adjusting.adjust} />}
          <Matching contacts={contacts} onChange={adjusting.adjust} />
          <Reading contacts={contacts} onChange={adjusting.adjust} />
          <OtherImport than={id} />
        </aside>
      </div>
      <PreviewFoot
        about={about}
        invalid={checked.invalid}
        toImport={toImport}
        ready={ready}
        checking={adjusting.pending}
        onCancel={() => cancel.mutate()}
        onStart={() => start.mutate()}
      />
    </>
  );

  function shown(): number {
    return action ? checked[action] : checked.rows;
  }
}
