import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';

interface SelectFieldProps<Value extends string> {
  label: ReactNode;
  value: Value;
  options: { value: Value; name: string }[];
  onChange: (value: Value) => void;
  hint?: ReactNode;
  error?: string;
  disabled?: boolean;
}

/** One of several in a field, with its label above and a hint or what is wrong with it below. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, options, onChange, hint, error, disabled } = props;
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="field select" data-bad={error ? true : undefined}>
        <select
          id={id}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value as Value)}
          aria-invalid={Boolean(error)}
          aria-describedby={hint || error ? `${id}-more` : undefined}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
        <IconChevronDown aria-hidden />
      </div>
      {(hint || error) && (
        <p id={`${id}-more`} className={error ? 'bad' : 'hint'}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
