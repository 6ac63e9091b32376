import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowRight,
  IconChevronDown,
  IconDeviceFloppy,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '#contract/view.ts';
import { DropMenu } from '../frame/menu.tsx';

interface ViewTabProps {
  view: View;
  /** Whether it is the open one, and whether what is shown is not what it keeps. */
  selected: boolean;
  changed: boolean;
  isLast: boolean;
  onOpen: () => void;
  onUpdate: () => void;
  onRename: () => void;
  onMove: (place: number) => void;
  onDelete: () => void;
}

/** The tab of a saved view. A click opens the view; on the open one it opens the menu, as arrow down does. */
export function ViewTab({
  view,
  selected,
  changed,
  isLast,
  onOpen,
  onUpdate,
  onRename,
  onMove,
  onDelete,
}: ViewTabProps) {
  const { t } = useTranslation();
  const [menu, setMenu] = useState(false);
  return (
    <DropMenu opened={menu && selected} onChange={(opened) => (selected ? setMenu(opened) : onOpen())} width={220}>
      <Menu.Target>
        <button
          type="button"
          role="tab"
          aria-selected={selected}
          aria-label={changed ? t('views.changed', { name: view.name }) : undefined}
          tabIndex={selected ? 0 : -1}
          title={view.name}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' || !selected) return;
            event.preventDefault();
            setMenu(true);
          }}
        >
          <span className="view-name">{view.name}</span>
          {changed && <span className="view-changed" aria-hidden />}
          {selected && <IconChevronDown className="i-14" aria-hidden />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {changed && (
          <>
            <Menu.Item leftSection={<IconDeviceFloppy aria-hidden />} onClick={onUpdate}>
              {t('views.update')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowBackUp aria-hidden />} onClick={onOpen}>
              {t('views.reset')}
            </Menu.Item>
          </>
        )}
        <Menu.Item leftSection={<IconPencil aria-hidden />} onClick={onRename}>
          {t('views.rename')}
        </Menu.Item>
        {view.place > 0 && (
          <Menu.Item leftSection={<IconArrowLeft aria-hidden />} onClick={() => onMove(view.place - 1)}>
            {t('views.toLeft')}
          </Menu.Item>
        )}
        {!isLast && (
          <Menu.Item leftSection={<IconArrowRight aria-hidden />} onClick={() => onMove(view.place + 1)}>
            {t('views.toRight')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item className="danger" leftSection={<IconTrash aria-hidden />} onClick={onDelete}>
          {t('views.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </DropMenu>
  );
}
