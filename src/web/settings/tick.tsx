import './ticks.css';

interface TickProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick, with what it means. */
export function Tick({ label, hint, checked, onChange }: TickProps) {
  return (
    <label className="settings-tick">
      <input type="checkbox" className="box" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      <span>
        {hint ? <b>{label}</b> : label}
        {hint && <span className="t2">{hint}</span>}
      </span>
    </label>
  );
}
