import { Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Choice, DropMenu } from '../frame/menu.tsx';
import { type Columns, optionalColumns } from './use-columns.ts';

/** *Columns*: which of them the table shows. */
export function ColumnsMenu({ columns }: { columns: Columns }) {
  const { t } = useTranslation();
  return (
    <DropMenu position="bottom-end" width={200}>
      <Menu.Target>
        <button type="button" className="btn quiet sm columns-button">
          <IconColumns3 aria-hidden />
          {t('directory.chooseColumns')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {optionalColumns.map((column) => (
          <Choice
            key={column}
            chosen={columns.isShown(column)}
            onChoose={() => columns.toggle(column)}
            name={t(`directory.columns.${column}`)}
          />
        ))}
      </Menu.Dropdown>
    </DropMenu>
  );
}
