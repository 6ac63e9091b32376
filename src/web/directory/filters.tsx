import { useTranslation } from 'react-i18next';
import { identifierKinds } from '#contract/identifiers.ts';
import type { DirectorySearch } from '../addresses.ts';
import { FilterChip } from '../frame/filter-chip.tsx';
import { useKindName } from '../identifiers/kind-name.ts';
import { useChannelKinds } from '../identifiers/use-channel-kinds.ts';

interface FiltersProps {
  search: DirectorySearch;
  onChange: (next: Partial<DirectorySearch>) => void;
}

/** Filters of the directory: the channel somebody wrote on, the kind of identifier that a card has. */
export function Filters({ search, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const channels = useChannelKinds();
  const kinds = Object.keys(identifierKinds).map((kind) => ({ value: kind, name: kindName(kind) }));
  return (
    <>
      <FilterChip
        label={t('directory.filterChannel')}
        any={t('directory.any')}
        options={channels}
        value={search.channel}
        onChange={(channel) => onChange({ channel })}
      />
      <FilterChip
        label={t('directory.filterHas')}
        any={t('directory.anyHas')}
        options={kinds}
        value={search.has}
        onChange={(has) => onChange({ has })}
      />
    </>
  );
}
