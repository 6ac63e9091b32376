import { type ReactNode, type RefObject, useId } from 'react';

interface TextAreaProps {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  hint?: ReactNode;
  error?: string;
  maxLength?: number;
  lang?: string;
  onFocus?: () => void;
  inner?: RefObject<HTMLTextAreaElement | null>;
}

/** A field of several lines with its label above, a hint or what is wrong with it below. */
export function TextArea({ label, value, onChange, rows = 4, hint, error, inner, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="field area" data-bad={error ? true : undefined}>
        <textarea
          {...rest}
          ref={inner}
          id={id}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={Boolean(error)}
          aria-describedby={hint || error ? `${id}-more` : undefined}
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
