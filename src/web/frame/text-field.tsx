import type { HTMLInputTypeAttribute } from 'react';
import { type Labelled, LabelledField } from './labelled-field.tsx';

interface TextFieldProps extends Labelled {
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  autoComplete?: string;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  /** The id of a list of what may be meant. */
  list?: string;
  /** Takes the focus when its dialog or page opens. */
  focus?: boolean;
}

/** A field of one line. */
export function TextField({ label, hint, error, value, onChange, type = 'text', focus, ...rest }: TextFieldProps) {
  return (
    <LabelledField label={label} hint={hint} error={error}>
      {(tied) => (
        <input
          {...rest}
          {...tied}
          type={type}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          data-autofocus={focus || undefined}
        />
      )}
    </LabelledField>
  );
}
