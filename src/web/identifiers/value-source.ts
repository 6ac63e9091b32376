import { useTranslation } from 'react-i18next';
import type { ContactIdentifier, ValueSource } from '#contract/contact.ts';
import { recently } from '../i18n/format.ts';

/** Where a value came from, in the reader's words; what may not be seen reads *another conversation*. */
function useSourceName(): (source: ValueSource) => string {
  const { t } = useTranslation();
  return ({ by, name }) => {
    if (by === 'channel') return name ?? t('source.channel');
    if (by === 'operator') return name ? t('source.operator', { name }) : t('source.operatorUnknown');
    if (by === 'import') return name ? t('source.importNamed', { name }) : t('source.import');
    if (by === 'apiKey') return name ? t('source.apiKeyNamed', { name }) : t('source.apiKey');
    return t('source.rule');
  };
}

const nameSources = ['operator', 'signed', 'api', 'import', 'oauth', 'form', 'profile', 'network', 'address'] as const;

/** Where a card's name came from, in the reader's words. */
export function useNameSource(): (source: string | null) => string {
  const { t } = useTranslation();
  return (source) => {
    const known = nameSources.find((name) => name === source);
    return known ? t(`nameSource.${known}`) : (source ?? '');
  };
}

/** The quiet line beside a value: main, its label, its source, when it was seen last. */
export function useValueMeta(): (value: ContactIdentifier) => string {
  const { t } = useTranslation();
  const sourceName = useSourceName();
  return (value) => {
    const source = sourceName(value.source);
    const seen = value.lastSeen && value.source.by === 'channel' ? recently(value.lastSeen) : null;
    return [value.main ? t('value.main') : null, value.label, seen ? `${source}, ${seen}` : source]
      .filter(Boolean)
      .join(' · ');
  };
}
