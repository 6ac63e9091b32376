import { useTranslation } from 'react-i18next';

const preset = ['entry_page', 'browser', 'system', 'language', 'queue', 'channel', 'widget', 'topic'] as const;

/** Names a parameter: the preset ones in the reader's language, own ones as they are called. */
export function useParameterName(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => {
    const known = preset.find((one) => one === name);
    return known ? t(`parameter.${known}`) : name.replaceAll('_', ' ');
  };
}
