import { IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './editable-value.css';

interface EditableValueProps {
  /** The field's name, for screen readers. */
  label: string;
  value: string;
  onKeep: (value: string) => void;
  /** How the value reads while it is not edited. */
  children: ReactNode;
  /** Opens at once: a value being added. */
  open?: boolean;
  onClose?: () => void;
  type?: 'text' | 'email' | 'tel' | 'date';
  /** One of these is chosen; without them it is written. */
  options?: { value: string; name: string }[] | undefined;
  /** The key `e` opens it. */
  first?: boolean;
}

/** A value edited in place: a click or Enter opens, Enter keeps, Esc returns, leaving keeps. Focus comes back to the value. */
export function EditableValue({
  label,
  value,
  onKeep,
  children,
  open = false,
  onClose,
  type = 'text',
  options,
  first,
}: EditableValueProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(open);
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const returning = useRef(false);

  useEffect(() => {
    if (editing) focusOn(field.current);
    else if (returning.current) button.current?.focus();
    returning.current = false;
  }, [editing]);

  const close = (keep: boolean, back: boolean) => {
    if (keep && text !== value) onKeep(text);
    returning.current = back;
    setEditing(false);
    onClose?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close(event.key === 'Enter', true);
  };

  const tied = {
    ref: field,
    'aria-label': label,
    value: text,
    onKeyDown,
    onBlur: () => close(true, false),
  };
  if (editing && options) {
    return (
      <span className="field select editing">
        <select {...tied} onChange={(event) => setText(event.target.value)}>
          <option value="">{t('value.notGiven')}</option>
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.name}
            </option>
          ))}
        </select>
        <IconChevronDown aria-hidden />
      </span>
    );
  }
  if (editing) {
    return (
      <span className="field editing">
        <input {...tied} type={type} onChange={(event) => setText(event.target.value)} />
      </span>
    );
  }
  return (
    <button
      ref={button}
      type="button"
      className="value"
      data-edit={first || undefined}
      onClick={() => {
        setText(value);
        setEditing(true);
      }}
    >
      <span className="sr">{t('contact.editField', { field: label })}: </span>
      {children}
    </button>
  );
}

function focusOn(field: HTMLInputElement | HTMLSelectElement | null): void {
  if (field instanceof HTMLInputElement) field.select();
  else field?.focus();
}
