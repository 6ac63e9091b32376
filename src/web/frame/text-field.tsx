import { type HTMLInputTypeAttribute, type ReactNode, useId } from 'react';

interface TextFieldProps {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  hint?: ReactNode;
  error?: string;
  autoComplete?: string;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  /** The id of a list of what may be meant. */
  list?: string;
  /** Takes the focus when its dialog or page opens. */
  focus?: boolean;
}

/** A field with its label above, a hint or what is wrong with it below. */
export function TextField({ label, value, onChange, type = 'text', hint, error, focus, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="field" data-bad={error ? true : undefined}>
        <input
          {...rest}
          id={id}
          type={type}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={Boolean(error)}
          aria-describedby={hint || error ? `${id}-more` : undefined}
          data-autofocus={focus || undefined}
        />
      </div>
      {(hint || error) && (
        <p id={`${id}-more`} className={error ? 'bad' : 'hint'}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
