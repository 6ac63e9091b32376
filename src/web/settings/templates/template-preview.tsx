import { useTranslation } from 'react-i18next';
import { fillVariables, variablesIn } from '#contract/template-variables.ts';
import type { Variable } from './use-variables.ts';

interface TemplatePreviewProps {
  text: string;
  lang: string;
  variables: Variable[];
}

/** A text as a client would read it, with samples for its variables; names that nothing fills are said. */
export function TemplatePreview({ text, lang, variables }: TemplatePreviewProps) {
  const { t } = useTranslation();
  if (!text.trim()) return null;
  const samples = new Map(variables.map(({ name, sample }) => [name, sample]));
  const unknown = variablesIn(text).filter((name) => !samples.has(name));
  return (
    <section className="template-preview" aria-label={t('deskSettings.preview')}>
      <span className="label">{t('deskSettings.preview')}</span>
      <p className="template-bubble" lang={lang}>
        {fillVariables(text.trim(), samples)}
      </p>
      {unknown.map((name) => (
        <p key={name} className="bad">
          {t('templateSetting.unknown', { name })}
        </p>
      ))}
    </section>
  );
}
