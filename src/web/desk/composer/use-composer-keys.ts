import { IconForms, IconMessage, IconNote, IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../frame/actions.ts';
import { useKeys } from '../../frame/keys.ts';
import { usePrinted } from '../../frame/own-keys.ts';
import { wishTemplates } from './templates-wish.ts';
import type { Writing } from './writing.ts';

interface ComposerKeys {
  setMode: (mode: Writing['mode']) => void;
  /** Undefined where no form can be sent. */
  openHero: (() => void) | undefined;
}

/** `i` reply, `n` note, `t` templates, `h` Hero Card; the command palette has them too. */
export function useComposerKeys({ setMode, openHero }: ComposerKeys): void {
  const { t } = useTranslation();
  const printed = usePrinted();
  useKeys({
    reply: () => setMode('reply'),
    note: () => setMode('note'),
    templates: wishTemplates,
    ...(openHero && { hero: openHero }),
  });
  useActions([
    { name: t('writing.reply'), icon: IconMessage, of: 'reply', key: printed('reply'), run: () => setMode('reply') },
    { name: t('writing.addNote'), icon: IconNote, of: 'note', key: printed('note'), run: () => setMode('note') },
    { name: t('templates.title'), icon: IconTemplate, of: 'templates', key: printed('templates'), run: wishTemplates },
    ...(openHero
      ? [{ name: t('heroCard.title'), icon: IconForms, of: 'hero' as const, key: printed('hero'), run: openHero }]
      : []),
  ]);
}
