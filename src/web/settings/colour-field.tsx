import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ColourFieldProps {
  label: string;
  /** As #rrggbb. */
  value: string;
  onChange: (value: string) => void;
}

/** A colour, picked or written as #rrggbb. What is being written counts once it is whole. */
export function ColourField({ label, value, onChange }: ColourFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="field colour">
        <input
          type="color"
          value={value}
          aria-label={t('deskSettings.pick', { label })}
          onChange={({ target }) => onChange(target.value)}
        />
        <input
          id={id}
          value={text ?? value}
          spellCheck={false}
          autoComplete="off"
          maxLength={7}
          onBlur={() => setText(null)}
          onChange={({ target }) => {
            const written = target.value.trim().toLowerCase();
            setText(target.value);
            if (/^#[0-9a-f]{6}$/u.test(written)) onChange(written);
          }}
        />
      </div>
    </div>
  );
}
