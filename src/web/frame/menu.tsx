import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

/** The looks of every menu: a quiet paper with 34 px rows. */
export const menuClasses = {
  dropdown: 'pop menu',
  item: 'menu-item',
  itemLabel: 'menu-label',
  itemSection: 'menu-section',
  label: 'menu-title',
  divider: 'menu-line',
} as const;

interface ChoiceProps {
  chosen: boolean;
  onChoose: () => void;
  name: string;
  lang?: string;
  /** Whether choosing closes the menu. */
  close?: boolean;
}

/** One of several: a check before the chosen one. */
export function Choice({ chosen, onChoose, name, lang, close = false }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={chosen}
      closeMenuOnClick={close}
      onClick={onChoose}
      lang={lang}
      leftSection={<IconCheck style={{ visibility: chosen ? 'visible' : 'hidden' }} aria-hidden />}
    >
      {name}
    </Menu.Item>
  );
}
