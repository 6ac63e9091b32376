import { useTranslation } from 'react-i18next';
import type { Change } from '#contract/history.ts';

/** Who made a change, in words. */
export function useActorName(): (actor: Change['actor']) => string {
  const { t } = useTranslation();
  return ({ type, name }) => {
    if (name) return name;
    if (type === 'operator') return t('history.operator');
    if (type === 'apiKey') return t('change.actorApiKey');
    if (type === 'channel') return t('change.actorChannel');
    if (type === 'import') return t('change.actorImport');
    if (type === 'rule') return t('change.actorRule');
    return t('change.actorSystem');
  };
}
