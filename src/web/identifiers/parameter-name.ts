import { useTranslation } from 'react-i18next';
import { useLabelOfName } from './use-field-label.ts';

const preset = ['entry_page', 'browser', 'system', 'language', 'queue', 'channel', 'widget', 'topic'] as const;

/** Names a parameter in the reader's language: the preset ones, and own ones by the label that an administrator gave them; others as they are called. */
export function useParameterName(): (name: string) => string {
  const { t } = useTranslation();
  const labelOf = useLabelOfName();
  return (name) => {
    const known = preset.find((one) => one === name);
    return known ? t(`parameter.${known}`) : (labelOf(name) ?? name.replaceAll('_', ' '));
  };
}
