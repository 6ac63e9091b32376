import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Template } from '#contract/reply.ts';
import { useStar } from './use-templates.ts';

interface TemplateRowProps {
  template: Template;
  /** In which its text is shown, where it has one. */
  language: 'en' | 'cs';
  onPick: () => void;
}

/** A template: its name, its first words, its shortcut, and the star. */
export function TemplateRow({ template, language, onPick }: TemplateRowProps) {
  const { t } = useTranslation();
  const star = useStar();
  const { name, shortcut, texts, starred } = template;
  const shown = texts[language] ? language : texts.en ? 'en' : 'cs';
  const starName = t(starred ? 'templates.unstar' : 'templates.star', { name });
  return (
    <li>
      <button type="button" className="template" onClick={onPick}>
        <span className="row">
          <b className="cut grow">{name}</b>
          {shortcut && <span className="s12 t3">/{shortcut}</span>}
        </span>
        <span className="s12 t2 template-text" lang={shown}>
          {texts[shown]}
        </span>
      </button>
      <button
        type="button"
        className="ib sm"
        aria-pressed={starred}
        aria-label={starName}
        title={starName}
        onClick={() => star(template)}
      >
        {starred ? <IconStarFilled aria-hidden /> : <IconStar aria-hidden />}
      </button>
    </li>
  );
}
