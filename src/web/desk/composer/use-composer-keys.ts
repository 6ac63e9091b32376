import { IconForms, IconMessage, IconNote, IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../frame/actions.ts';
import { useKeys } from '../../frame/keys.ts';
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
  useKeys({
    i: () => setMode('reply'),
    n: () => setMode('note'),
    t: wishTemplates,
    h: () => (openHero ? openHero() : false),
  });
  useActions([
    { name: t('writing.reply'), icon: IconMessage, key: 'i', run: () => setMode('reply') },
    { name: t('writing.addNote'), icon: IconNote, key: 'n', run: () => setMode('note') },
    { name: t('templates.title'), icon: IconTemplate, key: 't', run: wishTemplates },
    ...(openHero ? [{ name: t('heroCard.title'), icon: IconForms, key: 'h', run: openHero }] : []),
  ]);
}
