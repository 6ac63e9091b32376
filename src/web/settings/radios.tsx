import { useId } from 'react';
import './ticks.css';

interface RadiosProps<Value extends string> {
  label: string;
  options: { value: Value; name: string; hint?: string }[];
  chosen: Value;
  onChoose: (value: Value) => void;
}

/** One of a few, one below the other, each with what it means. */
export function Radios<Value extends string>({ label, options, chosen, onChoose }: RadiosProps<Value>) {
  const group = useId();
  return (
    <fieldset className="settings-radios">
      <legend className="label">{label}</legend>
      {options.map(({ value, name, hint }) => (
        <label key={value}>
          <input
            type="radio"
            className="radio"
            name={group}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span>
            {name}
            {hint && <span className="t3 s12 block">{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
