import { Menu } from '@mantine/core';
import { IconBraces, IconDownload, IconId, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DirectorySearch } from '../addresses.ts';
import { cached } from '../api.ts';
import { DropMenu } from '../frame/menu.tsx';
import { currentWorkspace } from '../workspace.ts';
import { contactsQuestion } from './contacts-question.ts';

const formats = [
  { name: 'csv', icon: IconTable, query: { format: 'csv' } },
  { name: 'vcard4', icon: IconId, query: { format: 'vcf', version: '4.0' } },
  { name: 'vcard3', icon: IconId, query: { format: 'vcf', version: '3.0' } },
  { name: 'json', icon: IconBraces, query: { format: 'json' } },
] as const;

/** *Export view*: all contacts that the directory shows now, as a file. For those who may: supervisors and administrators. */
export function ExportMenu({ search }: { search: DirectorySearch }) {
  const { t } = useTranslation();
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  if (!me.data || me.data.role === 'operator') return null;
  return (
    <DropMenu position="bottom-end" width={300}>
      <Menu.Target>
        <button type="button" className="btn quiet export-open" aria-label={t('exports.open')}>
          <IconDownload aria-hidden />
          <span>{t('exports.open')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('exports.hint')}</Menu.Label>
        {formats.map(({ name, icon: Icon, query }) => (
          <Menu.Item
            key={name}
            component="a"
            href={exportAddress(search, query)}
            download
            leftSection={<Icon aria-hidden />}
          >
            {t(`exports.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </DropMenu>
  );
}

/** Where the file is: the question of the view, asked for as a file. */
function exportAddress(search: DirectorySearch, format: Record<string, string>): string {
  const query = new URLSearchParams({ workspace: currentWorkspace(), ...format });
  for (const [name, value] of Object.entries(contactsQuestion(search))) {
    for (const one of [value].flat()) if (one !== undefined) query.append(name, one);
  }
  return `/api/v1/contacts/export?${query}`;
}
