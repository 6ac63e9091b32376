import type { RefObject } from 'react';
import { type Labelled, LabelledField } from '../frame/labelled-field.tsx';

interface TextAreaProps extends Labelled {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  maxLength?: number;
  lang?: string;
  onFocus?: () => void;
  inner?: RefObject<HTMLTextAreaElement | null>;
}

/** A field of several lines. */
export function TextArea({ label, hint, error, value, onChange, rows = 4, inner, ...rest }: TextAreaProps) {
  return (
    <LabelledField label={label} hint={hint} error={error} kind="area">
      {(tied) => (
        <textarea
          {...rest}
          {...tied}
          ref={inner}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </LabelledField>
  );
}
