import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Choice, DropMenu } from './menu.tsx';

interface FilterChipProps {
  label: string;
  /** What it reads when nothing is chosen. */
  any: string;
  options: { value: string; name: string }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One filter as a chip with a menu: *Channel any*. */
export function FilterChip({ label, any, options, value, onChange }: FilterChipProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <DropMenu width={220}>
      <Menu.Target>
        <button type="button" className={`chip filter ${value ? 'on' : ''}`}>
          {label} <b>{chosen?.name ?? value ?? any}</b>
          <IconChevronDown aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="menu-long">
        <Choice chosen={!value} close onChoose={() => onChange(undefined)} name={any} />
        {options.map((option) => (
          <Choice
            key={option.value}
            close
            chosen={option.value === value}
            onChoose={() => onChange(option.value)}
            name={option.name}
          />
        ))}
      </Menu.Dropdown>
    </DropMenu>
  );
}
