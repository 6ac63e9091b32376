import { IconChevronDown } from '@tabler/icons-react';
import { type Labelled, LabelledField } from './labelled-field.tsx';

interface SelectFieldProps<Value extends string> extends Labelled {
  value: Value;
  options: { value: Value; name: string }[];
  onChange: (value: Value) => void;
  disabled?: boolean;
}

/** One of several in a field. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { value, options, onChange, disabled, ...said } = props;
  return (
    <LabelledField {...said} kind="select">
      {(tied) => (
        <>
          <select
            {...tied}
            value={value}
            disabled={disabled}
            onChange={(event) => onChange(event.target.value as Value)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.name}
              </option>
            ))}
          </select>
          <IconChevronDown aria-hidden />
        </>
      )}
    </LabelledField>
  );
}
