import { Menu } from '@mantine/core';
import { IconAddressBook, IconMailUp, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { DropMenu } from '../frame/menu.tsx';
import { openImport } from './current-import.ts';
import './imports.css';

/** *Import*, of contacts or of mail, for those who may: supervisors and administrators. */
export function ImportButton() {
  const { t } = useTranslation();
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  if (!me.data || me.data.role === 'operator') return null;
  return (
    <DropMenu position="bottom-end" width={280} returnFocus>
      <Menu.Target>
        <button type="button" className="btn import-open" aria-label={t('imports.open')}>
          <IconUpload aria-hidden />
          <span>{t('imports.open')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconAddressBook aria-hidden />} onClick={() => openImport('contacts')}>
          {t('imports.openContacts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconMailUp aria-hidden />} onClick={() => openImport('mail')}>
          {t('imports.openMail')}
        </Menu.Item>
      </Menu.Dropdown>
    </DropMenu>
  );
}
