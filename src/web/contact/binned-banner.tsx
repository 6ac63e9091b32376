import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { RestoreButton } from '../directory/restore-button.tsx';
import { daysBetween, recently } from '../i18n/format.ts';

/** Says that a card lies in the bin, until when, and offers to restore it. */
export function BinnedBanner({ card, name }: { card: Contact; name: string }) {
  const { t } = useTranslation();
  const binnedAt = new Date(card.binnedAt ?? card.updatedAt);
  const left = Math.max(0, 30 - daysBetween(binnedAt, new Date()));
  return (
    <div className="banner">
      <IconTrash aria-hidden />
      <div className="grow">
        <b>{t('contact.inBin')}</b>
        <div className="t2">
          {t('contact.inBinHint', { when: recently(binnedAt), days: t('contact.days', { count: left }) })}
        </div>
      </div>
      <RestoreButton id={card.id} name={name} />
    </div>
  );
}
