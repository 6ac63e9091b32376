import { Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultAttributes } from '#contract/contact.ts';
import { SelectField } from '../frame/select-field.tsx';
import { TextField } from '../frame/text-field.tsx';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { useDefinedFields } from '../identifiers/use-field-label.ts';

interface AttributeFilterProps {
  /** `name:value`. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** The filter by an attribute of the card as a chip: *Attribute City: Brno*. */
export function AttributeFilter({ value, onChange }: AttributeFilterProps) {
  const { t } = useTranslation();
  const words = useAttributeWords();
  const [opened, open] = useState(false);
  const [name, text] = parted(value);
  return (
    <Popover
      opened={opened}
      onChange={open}
      position="bottom-start"
      shadow="none"
      trapFocus
      returnFocus
      transitionProps={{ duration: 90 }}
      classNames={{ dropdown: 'pop' }}
    >
      <Popover.Target>
        <button type="button" className={`chip filter ${value ? 'on' : ''}`} onClick={() => open(!opened)}>
          {t('directory.filterAttribute')}{' '}
          <b>
            {value
              ? t('directory.attributeIs', { name: words.name(name), value: words.value(name, text) })
              : t('directory.any')}
          </b>
          <IconChevronDown aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('directory.filterAttribute')}>
        <AttributeForm
          given={value}
          onDone={(next) => {
            open(false);
            onChange(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function AttributeForm({ given, onDone }: { given: string | undefined; onDone: (value: string | undefined) => void }) {
  const { t } = useTranslation();
  const words = useAttributeWords();
  const defined = useDefinedFields().filter(({ of, preset }) => of === 'contact' && !preset);
  const [before, textBefore] = parted(given);
  const [name, setName] = useState<string>(before || 'city');
  const [text, setText] = useState(textBefore);
  const names = [...new Set([...defaultAttributes, ...defined.map((field) => field.name), name])];
  return (
    <form
      className="form attribute-filter"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onDone(text.trim() ? `${name}:${text.trim()}` : undefined);
      }}
    >
      <SelectField
        label={t('directory.attributeName')}
        value={name}
        options={names.map((one) => ({ value: one, name: words.name(one) }))}
        onChange={setName}
      />
      <TextField
        label={t('directory.attributeValue')}
        value={text}
        onChange={setText}
        hint={t('directory.attributeHint')}
        autoComplete="off"
        maxLength={200}
        focus
      />
      <div className="row">
        {given && (
          <button type="button" className="btn quiet" onClick={() => onDone(undefined)}>
            {t('directory.attributeClear')}
          </button>
        )}
        <span className="grow" />
        <button type="submit" className="btn ink">
          {t('directory.attributeApply')} <kbd>↵</kbd>
        </button>
      </div>
    </form>
  );
}

function parted(value = ''): [name: string, text: string] {
  const [name = '', ...rest] = value.split(':');
  return [name, rest.join(':')];
}
