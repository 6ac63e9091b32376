import { Menu, type MenuProps } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

const classNames = {
  dropdown: 'pop menu',
  item: 'menu-item',
  itemLabel: 'menu-label',
  itemSection: 'menu-section',
  itemIndicator: 'menu-section',
  label: 'menu-title',
  divider: 'menu-line',
} as const;

/** A menu: a quiet paper with 34 px rows; the first row has the focus when it opens, the button gets it back. */
export function DropMenu(props: MenuProps) {
  return (
    <Menu
      position="bottom-start"
      shadow="none"
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 90 }}
      checkIcon={<IconCheck aria-hidden />}
      classNames={classNames}
      {...props}
    />
  );
}

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
    <Menu.CheckboxItem checked={chosen} onChange={onChoose} closeMenuOnClick={close} lang={lang}>
      {name}
    </Menu.CheckboxItem>
  );
}
