import { useTranslation } from 'react-i18next';
import type { Field } from '#contract/field.ts';
import { EditableValue } from '../contact/editable-value.tsx';
import { LateMenu } from '../frame/late-menu.tsx';

type Value = string | number | boolean;

interface ParameterValueProps {
  name: string;
  label: string;
  /** Undefined: it is being added. */
  value: Value | undefined;
  /** As administrators defined it; undefined for one that a channel or program brought. */
  field: Field | undefined;
  open: boolean;
  onKeep: (value: Value | null) => void;
  onClose: () => void;
}

/** These follow from where the conversation stands: redirecting changes them. */
const following = ['queue', 'channel', 'widget'];

/** A parameter's value: chosen from a menu where there are choices, else written in place. */
export function ParameterValue({ name, label, value, field, open, onKeep, onClose }: ParameterValueProps) {
  const { t } = useTranslation();
  if (following.includes(name)) return <>{String(value ?? '')}</>;
  const yesNo = { true: t('parameters.yes'), false: t('parameters.no') };
  const text = typeof value === 'boolean' ? yesNo[`${value}`] : String(value ?? '');
  const choices: [string, Value][] =
    field?.type === 'yesNo'
      ? [
          [yesNo.true, true],
          [yesNo.false, false],
        ]
      : field?.type === 'choice'
        ? field.choices.map((one) => [one, one])
        : [];
  if (choices.length > 0) {
    return (
      <LateMenu
        width={220}
        defaultOpened={open}
        onClose={onClose}
        paper="menu-long"
        target={
          <button type="button" className="value">
            <span className="sr">{t('contact.editField', { field: label })}: </span>
            {text || <span className="t3">{t('value.notGiven')}</span>}
          </button>
        }
      >
        {({ Choice, Menu }) => (
          <>
            {choices.map(([words, choice]) => (
              <Choice key={words} name={words} chosen={choice === value} close onChoose={() => onKeep(choice)} />
            ))}
            {value !== undefined && <Menu.Item onClick={() => onKeep(null)}>{t('parameters.clear')}</Menu.Item>}
          </>
        )}
      </LateMenu>
    );
  }
  const keep = (written: string) => {
    if (written.trim() === '') return value === undefined ? undefined : onKeep(null);
    const isNumber = typeof value === 'number' && String(Number(written)) === written.trim();
    onKeep(isNumber ? Number(written) : written.trim());
  };
  return (
    <EditableValue
      key={text}
      label={label}
      value={text}
      open={open}
      type={field?.type === 'date' ? 'date' : 'text'}
      onKeep={keep}
      onClose={onClose}
    >
      {text || <span className="t3">{t('value.notGiven')}</span>}
    </EditableValue>
  );
}
