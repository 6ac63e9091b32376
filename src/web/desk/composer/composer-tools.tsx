import { IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmojiButton } from '../../emoji/emoji-button.tsx';
import { AttachButton } from './attach-button.tsx';
import { HeroMenu } from './hero-menu.tsx';
import { wishTemplates } from './templates-wish.ts';

interface ComposerToolsProps {
  conversationId: string;
  isNote: boolean;
  /** Forms go into chats. */
  takesForms: boolean;
  hero: boolean;
  onHero: (opened: boolean) => void;
  onFiles: (files: File[]) => void;
  onEmoji: (emoji: string) => void;
  canSend: boolean;
  onSend: () => void;
}

/** Below the field: templates, Hero Card, files, and the one button that sends or notes. */
export function ComposerTools(props: ComposerToolsProps) {
  const { conversationId, isNote, takesForms, hero, onHero, onFiles, onEmoji, canSend, onSend } = props;
  const { t } = useTranslation();
  return (
    <div className="composer-tools">
      <button
        type="button"
        className="ib"
        aria-label={t('templates.title')}
        title={`${t('templates.title')} (t)`}
        onClick={wishTemplates}
      >
        <IconTemplate aria-hidden />
      </button>
      {!isNote && takesForms && <HeroMenu conversationId={conversationId} opened={hero} onChange={onHero} />}
      {!isNote && <AttachButton onFiles={onFiles} />}
      <EmojiButton onPick={onEmoji} />
      <span className="grow" />
      <button type="button" className="btn ink" disabled={!canSend} onClick={onSend}>
        {t(isNote ? 'writing.addNote' : 'writing.send')} <kbd>Ctrl ↵</kbd>
      </button>
    </div>
  );
}
