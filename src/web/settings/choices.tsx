interface ChoicesProps<Value extends string> {
  label: string;
  hint?: string;
  options: { value: Value; name: string; lang?: string }[];
  chosen: Value;
  onChoose: (value: Value) => void;
}

/** One of a few, side by side; it acts at once. */
export function Choices<Value extends string>({ label, hint, options, chosen, onChoose }: ChoicesProps<Value>) {
  return (
    <fieldset>
      <legend className="label">{label}</legend>
      <div className="seg">
        {options.map(({ value, name, lang }) => (
          <button
            key={value}
            type="button"
            className={value === chosen ? 'on' : ''}
            aria-pressed={value === chosen}
            lang={lang}
            onClick={() => onChoose(value)}
          >
            {name}
          </button>
        ))}
      </div>
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  );
}
