import { useTranslation } from 'react-i18next';
import type { ContactRow } from '#contract/contact.ts';
import { identifierKinds } from '#contract/identifiers.ts';
import { type DirectorySearch, type LastContact, lastContacts, type Problem, problems } from '../addresses.ts';
import { FilterChip } from '../frame/filter-chip.tsx';
import { locale } from '../i18n/format.ts';
import { useKindName } from '../identifiers/kind-name.ts';
import { useChannelKinds } from '../identifiers/use-channel-kinds.ts';
import { useDefinedFields } from '../identifiers/use-field-label.ts';
import { AttributeFilter } from './attribute-filter.tsx';
import './filters.css';

interface FiltersProps {
  search: DirectorySearch;
  /** What is shown: its tags are those to choose from. */
  rows: ContactRow[];
  onChange: (next: Partial<DirectorySearch>) => void;
}

/** Filters of the directory: the channel somebody wrote on, the kind of identifier that a card has, its tag, the last contact, known problems, an attribute. */
export function Filters({ search, rows, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const channels = useChannelKinds();
  const custom = useDefinedFields().filter(({ identifies, preset }) => identifies && !preset);
  const kinds = [...Object.keys(identifierKinds), ...custom.map(({ name }) => `custom:${name}`)].map((kind) => ({
    value: kind,
    name: kindName(kind),
  }));
  const tags = [...new Set(rows.flatMap((row) => row.tags))].sort((a, b) => a.localeCompare(b, locale()));
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
      {(tags.length > 0 || search.tag) && (
        <FilterChip
          label={t('directory.filterTag')}
          any={t('directory.any')}
          options={tags.map((tag) => ({ value: tag, name: tag }))}
          value={search.tag}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <FilterChip
        label={t('directory.columns.lastContact')}
        any={t('directory.anyTime')}
        options={lastContacts.map((last) => ({ value: last, name: t(`directory.lastContact.${last}`) }))}
        value={search.last}
        onChange={(last) => onChange({ last: last as LastContact | undefined })}
      />
      <FilterChip
        label={t('directory.filterProblem')}
        any={t('directory.anyProblem')}
        options={problems.map((problem) => ({ value: problem, name: t(`directory.problem.${problem}`) }))}
        value={search.problem}
        onChange={(problem) => onChange({ problem: problem as Problem | undefined })}
      />
      <AttributeFilter value={search.attribute} onChange={(attribute) => onChange({ attribute })} />
    </>
  );
}
