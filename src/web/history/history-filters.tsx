import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type LastContact, lastContacts } from '../addresses.ts';
import { cached } from '../api.ts';
import { FilterChip } from '../frame/filter-chip.tsx';
import { useColleagues } from '../frame/use-colleagues.ts';
import { useChannelKinds } from '../identifiers/use-channel-kinds.ts';
import type { HistoryFilter } from './history-filter.ts';

interface HistoryFiltersProps {
  filter: HistoryFilter;
  onFilter: (filter: HistoryFilter) => void;
}

/** Filters of a history (R-HIS-3): the channel, when it was, who worked in it, a tag. */
export function HistoryFilters({ filter, onFilter }: HistoryFiltersProps) {
  const { t } = useTranslation();
  const channels = useChannelKinds();
  const operators = useColleagues().map(({ id, name }) => ({ value: id, name }));
  const tags = useQuery(cached.conversationTags.list.queryOptions({ staleTime: 60_000 })).data?.items ?? [];
  const change = (next: HistoryFilter) => onFilter({ ...filter, ...next });
  return (
    <div className="hfilters">
      <FilterChip
        label={t('history.channel')}
        any={t('directory.any')}
        options={channels}
        value={filter.channel}
        onChange={(channel) => change({ channel })}
      />
      <FilterChip
        label={t('history.time')}
        any={t('directory.any')}
        options={lastContacts.map((last) => ({ value: last, name: t(`directory.lastContact.${last}`) }))}
        value={filter.last}
        onChange={(last) => change({ last: last as LastContact | undefined })}
      />
      <FilterChip
        label={t('history.operator')}
        any={t('directory.any')}
        options={operators}
        value={filter.operator}
        onChange={(operator) => change({ operator })}
      />
      {tags.length > 0 && (
        <FilterChip
          label={t('history.tag')}
          any={t('directory.any')}
          options={tags.map(({ name }) => ({ value: name, name }))}
          value={filter.tag}
          onChange={(tag) => change({ tag })}
        />
      )}
    </div>
  );
}
