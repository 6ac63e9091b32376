import { useTranslation } from 'react-i18next';
import type { Removed } from '#contract/retention.ts';
import { day } from '../i18n/format.ts';

const kinds = ['unknown', 'text', 'attachments', 'recordings'] as const;

/** Says what of a conversation or of an entry was removed when its time was over, and when (R-HIS-7); null where nothing was. */
export function useGoneWords(): (removed: Removed | null | undefined) => string | null {
  const { t } = useTranslation();
  return (removed) => {
    if (!removed) return null;
    const said = kinds.flatMap((kind) => {
      const at = removed[kind];
      return at ? t(`kept.gone.${kind}`, { when: day(at) }) : [];
    });
    return said.join(' · ') || null;
  };
}
