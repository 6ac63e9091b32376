import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Import } from '#contract/import.ts';
import { toast } from '../../frame/toast.ts';
import { grouped } from '../../i18n/format.ts';
import { invalidRows, saveText, tableText } from './invalid-rows.ts';
import { useProblemWords } from './problem-words.ts';

/** *Save 7 invalid rows*: a table of them with the reason of each, made in the browser; not while they are looked at anew. */
export function SaveInvalid({ about, count, checking = false }: { about: Import; count: number; checking?: boolean }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const saving = useMutation({
    mutationFn: () => invalidRows(about.id),
    onSuccess: (rows) => {
      const head = ['row', 'reason', 'name', 'email', 'phone'] as const;
      const lines = rows.map(({ row, problem, name, email, phone }) => [
        String(row),
        words(problem ?? '').text,
        name ?? '',
        email ?? '',
        phone ?? '',
      ]);
      const name = t('contactImport.invalidFile', { name: about.name.replace(/\.[^.]+$/u, '') });
      saveText(`${name}.csv`, tableText([head.map((column) => t(`contactImport.${column}`)), ...lines]));
    },
    onError: () => toast(t('contactImport.saveInvalidFailed')),
  });
  return (
    <button
      type="button"
      className="btn quiet imp-save"
      disabled={checking || saving.isPending}
      onClick={() => saving.mutate()}
    >
      <IconDownload aria-hidden />
      {t('contactImport.saveInvalid', { count, number: grouped(count) })}
    </button>
  );
}
